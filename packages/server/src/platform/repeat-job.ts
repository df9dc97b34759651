/** How long a job rests when there was nothing to do, and between two batches, so that machines that ask meanwhile come first. */
const restMs = 2000;
const breathMs = 50;

/**
 * Runs a job again and again, each time a while after the last has ended. @param work how much it did; 0: nothing is left
 * @returns what stops it; what runs just then may fail, as the database is closed next, and nobody is told of that
 */
export function repeatJob(work: () => Promise<number>, onError: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const again = (afterMs: number) => {
    if (isStopped) return;
    timer = setTimeout(() => {
      work().then(
        (count) => again(count === 0 ? restMs : breathMs),
        (error: unknown) => {
          if (!isStopped) onError(error);
          again(restMs);
        },
      );
    }, afterMs);
    timer.unref();
  };
  again(restMs);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

/** How long a job rests when there was nothing to do, and between two batches, so that machines that ask meanwhile come first. */
const restMs = 2000;
const breathMs = 50;

/**
 * Runs a job again and again, each time a while after the last has ended. @param work how much it did; 0: nothing is left
 * @returns what stops it
 */
export function repeatJob(work: () => Promise<number>, onError: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout;
  const again = (afterMs: number) => {
    timer = setTimeout(() => {
      work().then(
        (count) => again(count === 0 ? restMs : breathMs),
        (error: unknown) => {
          onError(error);
          again(restMs);
        },
      );
    }, afterMs);
    timer.unref();
  };
  again(restMs);
  return () => clearTimeout(timer);
}

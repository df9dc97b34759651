const everyMs = 5000;

/** Has each of them look what other servers have put into a folder that they share. @returns what stops it */
export function startFollowingFiles(
  looks: readonly (() => Promise<void> | undefined)[],
  onError: (error: unknown) => void,
): () => void {
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    for (const one of looks) await one()?.catch(onError);
    isLooking = false;
  };
  void look();
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

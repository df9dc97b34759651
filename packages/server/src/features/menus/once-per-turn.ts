/** One reading for all who ask within a turn of the event loop. It begins after they have asked, so none gets an older one. */
export function oncePerTurn<Result>(read: () => Promise<Result>): () => Promise<Result> {
  let waiting: Promise<Result> | undefined;
  return () => {
    waiting ??= new Promise<void>((resolve) => {
      setImmediate(resolve);
    }).then(() => {
      waiting = undefined;
      return read();
    });
    return waiting;
  };
}

export type ReadCounter = {
  readonly counted: (chunks: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>;
  readonly onRead: (listener: (bytes: number) => void) => void;
};

/** Counts the bytes of everything that is passed through `counted`, one after the other. */
export function readCounter(): ReadCounter {
  let bytes = 0;
  let tell: (bytes: number) => void = () => undefined;
  return {
    counted: async function* (chunks) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        tell(bytes);
        yield chunk;
      }
    },
    onRead: (listener) => {
      tell = listener;
    },
  };
}

import type { ClientConnection } from './client-connection.ts';
import type { FileSource } from './file-source.ts';
import type { ReadFailure } from './open-file.ts';
import type { ByteRange } from './parse-range.ts';

/** A point in the file that no byte passes before something else is certain. */
export type Gate = {
  /** The first byte of the file that has to wait; what is before it leaves at once. */
  readonly offset: number;
  /** Asked at most once, when all before `offset` has left. `false`, or an error, ends the connection. */
  readonly pass: () => Promise<boolean>;
};

export type OnProgress = (sentBytes: number, fromByte: number) => void;

export type BodyOutcome =
  | { readonly kind: 'complete' }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'gate-refused' }
  | ReadFailure;

/** Sends the bytes of `range` at the pace of the client; reads nothing that is not about to be sent. */
export async function sendBody(
  client: ClientConnection,
  source: FileSource,
  range: ByteRange,
  gate: Gate | undefined,
  onProgress: OnProgress | undefined,
): Promise<BodyOutcome> {
  let waiting = gate !== undefined && gate.offset < range.to ? gate : undefined;
  let { from } = range;
  do {
    if (client.hasLeft) return { kind: 'aborted' };
    if (waiting !== undefined && from >= waiting.offset) {
      const refusal = await passGate(waiting);
      if (refusal !== undefined) return refusal;
      waiting = undefined;
    }
    const to = Math.min(from + source.chunkBytes, waiting?.offset ?? range.to, range.to);
    const read = await source.read({ from, to });
    if (read.kind !== 'bytes') return read;
    const end = from + read.bytes.length;
    if (!(await client.take(read.bytes, end === range.to))) return { kind: 'aborted' };
    onProgress?.(read.bytes.length, from);
    from = end;
  } while (from < range.to);
  return { kind: 'complete' };
}

async function passGate(gate: Gate): Promise<BodyOutcome | undefined> {
  try {
    return (await gate.pass()) ? undefined : { kind: 'gate-refused' };
  } catch (error) {
    return { kind: 'broken', error };
  }
}

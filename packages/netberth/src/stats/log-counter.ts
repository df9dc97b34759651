import { createHash } from 'node:crypto';
import { BootCounts, LogReader, bootMark } from '@netberth/usage';

/** How far a log was counted at an earlier import, by the SHA-256 of all bytes up to there. */
export type KnownProgress = { readonly id: number; readonly bytes: number; readonly sha256: string };

const newline = 0x0a;
const longestLineBytes = 65_536;
/** So many lines are read to find out whether it is a log at all; after that only those that may be boots. */
const sampledLines = 1000;
const headerMark = '#Fields:';

/**
 * Counts the boots in one log, as its bytes come, in bounded memory. Where the bytes so far are those of an earlier import,
 * what was counted of them is forgotten again.
 */
export class LogCounter {
  readonly counts = new BootCounts();
  readonly #reader: LogReader;
  readonly #hash = createHash('sha256');
  readonly #known: KnownProgress[];
  #unfinished = Buffer.alloc(0);
  #isSkipping = false;
  #sampled = 0;
  /** Of whole lines: what {@link progress} tells of. */
  bytes = 0;
  boots = 0;
  rubbish = 0;
  future = 0;
  /** The earlier import that this log goes on from. */
  follows: KnownProgress | null = null;

  /** @param nowMs milliseconds since 1970 */
  constructor(known: readonly KnownProgress[], nowMs: number) {
    this.#known = known.toSorted((a, b) => a.bytes - b.bytes);
    this.#reader = new LogReader(nowMs);
  }

  /** False: none of its lines is of a format that is known. */
  get isLog(): boolean {
    return this.#reader.isKnown;
  }

  /** True: no earlier import ends further on, so what is counted now is new. */
  get isNew(): boolean {
    return this.#known.length === 0;
  }

  get progress(): { readonly bytes: number; readonly sha256: string } {
    return { bytes: this.bytes, sha256: this.#hash.copy().digest('hex') };
  }

  push(chunk: Uint8Array): void {
    let fresh = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    if (this.#isSkipping) {
      const end = fresh.indexOf(newline) + 1;
      this.#take(end === 0 ? fresh : fresh.subarray(0, end), false);
      if (end === 0) return;
      this.#isSkipping = false;
      fresh = fresh.subarray(end);
    }
    const bytes = this.#unfinished.length === 0 ? fresh : Buffer.concat([this.#unfinished, fresh]);
    const end = bytes.lastIndexOf(newline) + 1;
    if (end > 0) this.#take(bytes.subarray(0, end), true);
    this.#unfinished = Buffer.from(bytes.subarray(end));
    if (this.#unfinished.length <= longestLineBytes) return;
    this.#take(this.#unfinished, false);
    this.#unfinished = Buffer.alloc(0);
    this.#isSkipping = true;
    this.rubbish += 1;
  }

  #take(bytes: Buffer, areLines: boolean): void {
    const [next] = this.#known;
    const upToNext = next === undefined ? Infinity : next.bytes - this.bytes;
    const part = bytes.subarray(0, Math.min(bytes.length, upToNext));
    if (areLines) this.#readLines(part);
    this.#hash.update(part);
    this.bytes += part.length;
    if (next === undefined || part.length < upToNext) return;
    this.#known.shift();
    if (this.progress.sha256 === next.sha256) this.#goOnFrom(next);
    this.#take(bytes.subarray(part.length), areLines);
  }

  #goOnFrom(known: KnownProgress): void {
    this.follows = known;
    this.counts.take();
    this.boots = 0;
    this.rubbish = 0;
    this.future = 0;
  }

  #readLines(block: Buffer): void {
    let at = 0;
    while (at < block.length && this.#sampled < sampledLines && !this.isLog) {
      const end = endOfLine(block, at);
      this.#readLine(block.toString('latin1', at, end));
      this.#sampled += 1;
      at = end + 1;
    }
    while (at < block.length) {
      const found = nearest(block.indexOf(bootMark, at), block.indexOf(headerMark, at));
      if (found === -1) return;
      const start = Math.max(at, block.lastIndexOf(newline, found) + 1);
      const end = endOfLine(block, found);
      this.#readLine(block.toString('latin1', start, end));
      at = end + 1;
    }
  }

  #readLine(line: string): void {
    const read = this.#reader.read(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (read.kind === 'boot') {
      this.counts.add(read.seen);
      this.boots += 1;
    } else if (read.kind === 'rubbish') this.rubbish += 1;
    else if (read.kind === 'future') this.future += 1;
  }
}

function endOfLine(block: Buffer, from: number): number {
  const end = block.indexOf(newline, from);
  return end === -1 ? block.length : end;
}

function nearest(one: number, other: number): number {
  if (one === -1 || other === -1) return Math.max(one, other);
  return Math.min(one, other);
}

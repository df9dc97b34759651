import { StageRefusal } from './stage-refusal.ts';

/** A stream read by counted bytes. An end before the count is reached is a `truncated` refusal. */
export class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();
  #position = 0;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Of the next byte. */
  get position(): number {
    return this.#position;
  }

  async take(bytes: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const part of this.stream(bytes)) parts.push(part);
    return Buffer.concat(parts);
  }

  /** The next `bytes` in the pieces they came in; what is not read of them is left in the source. */
  async *stream(bytes: number): AsyncGenerator<Uint8Array> {
    for (let left = bytes; left > 0;) {
      if (this.#rest.length === 0 && !(await this.#fill())) throw this.#cutOff();
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.length);
      this.#position += part.length;
      left -= part.length;
      yield part;
    }
  }

  async skip(bytes: number): Promise<void> {
    for await (const part of this.stream(bytes)) void part;
  }

  /** Reads to the end and returns where the first byte that is not zero was; null: all were. */
  async skipZeros(): Promise<number | null> {
    do {
      const at = this.#rest.findIndex((byte) => byte !== 0);
      if (at !== -1) return this.#position + at;
      this.#position += this.#rest.length;
    } while (await this.#fill());
    return null;
  }

  /** Lets go of the stream, which may have more to read. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #fill(): Promise<boolean> {
    const next = await this.#chunks.next();
    this.#rest = next.done === true ? new Uint8Array() : next.value;
    return next.done !== true;
  }

  #cutOff(): StageRefusal {
    return new StageRefusal(
      'truncated',
      null,
      `The archive is cut off: it stops after ${this.#position} bytes without its end marker. Copy or download it again, then import it again.`,
    );
  }
}

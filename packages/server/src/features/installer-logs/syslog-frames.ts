const lineFeed = 10;
const nul = 0;
const [zero, nine] = [48, 57];

/** Longer messages are cut: RFC 5424, 6.1, asks receivers for 2048 bytes. */
const maxMessageBytes = 8192;

/**
 * Messages out of a TCP stream (RFC 6587): each begins with its length, or ends with a line feed or NUL. Which of the two it is
 * is told by its first byte, as a priority begins with `<`.
 */
export class SyslogFrames {
  #left: Buffer = Buffer.alloc(0);
  /** How many bytes of a message that is too long are still to be thrown away. */
  #skip = 0;
  /** A message that is too long and ends somewhere is thrown away up to there. */
  #isSkippingLine = false;

  push(chunk: Buffer): readonly string[] {
    this.#left = this.#left.length === 0 ? chunk : Buffer.concat([this.#left, chunk]);
    const messages: string[] = [];
    for (;;) {
      const message = this.#next();
      if (message === undefined) return messages;
      if (message !== '') messages.push(message);
    }
  }

  /** @returns what has no end of its own when the stream ends */
  end(): readonly string[] {
    const rest = this.#isSkippingLine ? '' : this.#left.toString('utf8').trim();
    this.#left = Buffer.alloc(0);
    return rest === '' ? [] : [rest];
  }

  #next(): string | undefined {
    if (this.#skip > 0) {
      const thrown = Math.min(this.#skip, this.#left.length);
      this.#left = this.#left.subarray(thrown);
      this.#skip -= thrown;
      if (this.#skip > 0) return undefined;
    }
    const [first] = this.#left;
    if (first === undefined) return undefined;
    const isCounted = !this.#isSkippingLine && first > zero && first <= nine;
    return isCounted ? this.#counted() : this.#line();
  }

  #counted(): string | undefined {
    const [head, digits = ''] = /^(\d{1,7}) /.exec(this.#left.toString('latin1', 0, 9)) ?? [];
    if (head === undefined) {
      // Digits that no blank ends are no length.
      return /^\d{1,7}$/.test(this.#left.toString('latin1', 0, 9)) && this.#left.length < 8
        ? undefined
        : this.#line();
    }
    const length = Number(digits);
    const kept = Math.min(length, maxMessageBytes);
    if (this.#left.length < head.length + kept) return undefined;
    const message = this.#left.toString('utf8', head.length, head.length + kept);
    this.#left = this.#left.subarray(head.length + kept);
    this.#skip = length - kept;
    return message;
  }

  #line(): string | undefined {
    const end = this.#left.findIndex((byte) => byte === lineFeed || byte === nul);
    if (end === -1 && this.#left.length <= maxMessageBytes && !this.#isSkippingLine) return undefined;
    const stop = end === -1 ? this.#left.length : end;
    const wasSkipping = this.#isSkippingLine;
    const message = wasSkipping ? '' : this.#left.toString('utf8', 0, Math.min(stop, maxMessageBytes));
    this.#isSkippingLine = end === -1;
    this.#left = this.#left.subarray(end === -1 ? stop : stop + 1);
    if (end === -1 && message === '') return undefined;
    return message;
  }
}

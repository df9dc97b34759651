const windowMs = 10_000;

/** How fast bytes have been leaving lately. */
export class SentRate {
  #windowAtMs = 0;
  #bytes = 0;
  #lastPerSecond: number | undefined;

  add(bytes: number, nowMs: number): void {
    this.#turn(nowMs);
    this.#bytes += bytes;
  }

  /** Of the last whole ten seconds; undefined: nothing left in them. */
  perSecond(nowMs: number): number | undefined {
    this.#turn(nowMs);
    return this.#lastPerSecond;
  }

  #turn(nowMs: number): void {
    const windowAtMs = nowMs - (nowMs % windowMs);
    if (windowAtMs === this.#windowAtMs) return;
    const isNext = windowAtMs === this.#windowAtMs + windowMs && this.#bytes > 0;
    this.#lastPerSecond = isNext ? (this.#bytes * 1000) / windowMs : undefined;
    this.#windowAtMs = windowAtMs;
    this.#bytes = 0;
  }
}

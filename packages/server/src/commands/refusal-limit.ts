/** Of one actor in one minute: what comes beyond is a program that asks again and again. */
const perMinute = 60;
const minuteMs = 60_000;

/** How many refusals of an actor were recorded in this minute, by name. */
export class RefusalLimit {
  #minute = 0;
  #counts = new Map<string, number>();

  /** @returns whether one more is recorded */
  take(actor: string, nowMs: number): boolean {
    const minute = Math.floor(nowMs / minuteMs);
    if (minute !== this.#minute) this.#counts = new Map();
    this.#minute = minute;
    const count = (this.#counts.get(actor) ?? 0) + 1;
    this.#counts.set(actor, count);
    return count <= perMinute;
  }
}

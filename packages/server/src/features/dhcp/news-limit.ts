/** What is told of one machine in this time; firmware asks for a dozen files at most. */
const most = 30;
const windowMs = 10 * 60_000;
/** Machines that are counted; the rest waits for the next window. */
const mostMachines = 20_000;

/**
 * Keeps a neighbour who asks by TFTP for one name after the other from filling the history. Which MACs are machines is
 * not known here.
 */
export class NewsLimit {
  readonly #counts = new Map<string, number>();
  #sinceMs = 0;

  allows(mac: string, nowMs: number): boolean {
    if (nowMs - this.#sinceMs >= windowMs) {
      this.#counts.clear();
      this.#sinceMs = nowMs;
    }
    const count = this.#counts.get(mac) ?? 0;
    if (count >= most || (count === 0 && this.#counts.size >= mostMachines)) return false;
    this.#counts.set(mac, count + 1);
    return true;
  }
}

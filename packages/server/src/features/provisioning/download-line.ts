import { SentRate } from './sent-rate.ts';

/** Who wants to fetch what a profile consists of. */
export type Asking = {
  readonly machineId: number;
  readonly sizeBytes: number;
  /** Since when it waits: whoever came first is first, also at a server that has just started. */
  readonly sinceMs: number;
};

/** It is not its turn yet: nothing is served, nothing has moved. */
export type WaitingTurn = {
  readonly kind: 'wait';
  /** From 1 on, of how many. */
  readonly place: number;
  readonly waiting: number;
  /** Until its turn is expected. */
  readonly readyInMs: number;
  readonly askAgainMs: number;
};
export type Turn = { readonly kind: 'go' } | WaitingTurn;

export type LineFigures = { readonly fetching: number; readonly waiting: number };

type Waiting = { machineId: number; sizeBytes: number; sinceMs: number; goneAtMs: number };
type Fetching = { leftBytes: number; goneAtMs: number };

/** As many fetch at once as are through in this time, together. */
const shareOfLinkMs = 60_000;
/** A machine alone seldom fills a link, so that many fetch however large it is. */
const leastAtOnce = 4;
/** Between the boot loader's last byte and the installer's first, a kernel starts and looks at its hardware. */
const quietMs = 120_000;
/** A poll may come that much late: a machine that was switched off does not keep its place. */
const lateMs = 30_000;
const askAgainMs = { least: 5000, most: 60_000 };

/**
 * The big downloads of one server: so many at once as its link carries, the others in the order in which they came.
 *
 * In memory: each server has its own link and its own line (decision 0037). Asking is repeatable: who asks again gets the
 * same place, or goes on. What is forgotten by a restart comes back by itself, as machines ask again and bytes are sent.
 */
export class DownloadLine {
  readonly #bytesPerSecond: number;
  readonly #now: () => number;
  readonly #rate: SentRate;
  readonly #fetching = new Map<number, Fetching>();
  /** In the order of their turns. */
  readonly #waiting: Waiting[] = [];

  /** `bytesPerSecond` of the link; null: everybody at once. */
  constructor(bytesPerSecond: number | null, now: () => number) {
    this.#bytesPerSecond = bytesPerSecond ?? Infinity;
    this.#now = now;
    this.#rate = new SentRate();
  }

  get figures(): LineFigures {
    this.#forgetGone();
    return { fetching: this.#fetching.size, waiting: this.#waiting.length };
  }

  /** May it fetch now? A place that is given is held until it has its bytes, or is quiet for too long. */
  ask(asking: Asking): Turn {
    if (this.#bytesPerSecond === Infinity) return { kind: 'go' };
    this.#forgetGone();
    const { machineId, sizeBytes } = asking;
    if (this.#fetching.has(machineId)) return { kind: 'go' };
    const own = this.#line(asking);
    const ahead = this.#ahead(own);
    if (ahead.isRoom) {
      this.leave(machineId);
      this.#fetching.set(machineId, { leftBytes: sizeBytes, goneAtMs: this.#now() + quietMs });
      return { kind: 'go' };
    }
    const readyInMs = this.#readyInMs(own, ahead.bytes);
    const soonMs = Math.min(askAgainMs.most, Math.max(askAgainMs.least, readyInMs / 2));
    const againMs = Math.round(soonMs / 1000) * 1000;
    own.goneAtMs = this.#now() + againMs + lateMs;
    return {
      kind: 'wait',
      place: ahead.machines + 1,
      waiting: this.#waiting.length,
      readyInMs,
      askAgainMs: againMs,
    };
  }

  /** It does not wait any more, whatever it got. */
  leave(machineId: number): void {
    const at = this.#waiting.findIndex((each) => each.machineId === machineId);
    if (at >= 0) this.#waiting.splice(at, 1);
  }

  /** It has told how its boot ended: nothing more of that is fetched. */
  ended(machineId: number): void {
    this.#fetching.delete(machineId);
  }

  /** Bytes of a file of that size have left for a machine, whether it had to ask before or not. */
  sent(machineId: number, bytes: number, fileBytes: number): void {
    if (this.#bytesPerSecond === Infinity) return;
    const nowMs = this.#now();
    this.#rate.add(bytes, nowMs);
    const fetching = this.#fetching.get(machineId) ?? { leftBytes: fileBytes, goneAtMs: 0 };
    fetching.leftBytes -= bytes;
    fetching.goneAtMs = nowMs + quietMs;
    if (fetching.leftBytes > 0) this.#fetching.set(machineId, fetching);
    else this.#fetching.delete(machineId);
  }

  /** Its entry in the line, in its place. */
  #line({ machineId, sizeBytes, sinceMs }: Asking): Waiting {
    const known = this.#waiting.find((each) => each.machineId === machineId);
    if (known !== undefined) return Object.assign(known, { sizeBytes });
    const own = { machineId, sizeBytes, sinceMs, goneAtMs: Infinity };
    const before = this.#waiting.findLastIndex((each) => each.sinceMs <= sinceMs);
    this.#waiting.splice(before + 1, 0, own);
    return own;
  }

  /** Room is kept for those ahead, who have not asked again yet; behind the first that finds none, nobody goes. */
  #ahead(own: Waiting): { readonly machines: number; readonly bytes: number; readonly isRoom: boolean } {
    let roomBytes = this.#budgetBytes - this.#fetchingBytes();
    let places = leastAtOnce - this.#fetching.size;
    let [machines, bytes, isRoom] = [0, 0, true];
    for (const each of this.#waiting) {
      isRoom &&= each.sizeBytes <= roomBytes || places > 0;
      if (each === own) break;
      roomBytes -= each.sizeBytes;
      places -= 1;
      bytes += each.sizeBytes;
      machines += 1;
    }
    return { machines, bytes, isRoom };
  }

  /** Until so much has left that it finds room. */
  #readyInMs(own: Waiting, aheadBytes: number): number {
    const togetherBytes = Math.max(this.#budgetBytes, leastAtOnce * own.sizeBytes);
    const mustLeaveBytes = this.#fetchingBytes() + aheadBytes + own.sizeBytes - togetherBytes;
    const perSecond = this.#rate.perSecond(this.#now()) ?? this.#bytesPerSecond;
    const usual = Math.min(this.#bytesPerSecond, Math.max(perSecond, this.#bytesPerSecond / 20));
    return Math.max(0, Math.round((mustLeaveBytes / usual) * 1000));
  }

  get #budgetBytes(): number {
    return (this.#bytesPerSecond * shareOfLinkMs) / 1000;
  }

  #fetchingBytes(): number {
    let bytes = 0;
    for (const { leftBytes } of this.#fetching.values()) bytes += leftBytes;
    return bytes;
  }

  #forgetGone(): void {
    const nowMs = this.#now();
    for (const [machineId, { goneAtMs }] of this.#fetching)
      if (goneAtMs <= nowMs) this.#fetching.delete(machineId);
    if (this.#waiting.some(({ goneAtMs }) => goneAtMs <= nowMs)) {
      const there = this.#waiting.filter(({ goneAtMs }) => goneAtMs > nowMs);
      this.#waiting.splice(0, this.#waiting.length, ...there);
    }
  }
}

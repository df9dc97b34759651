import { networkOf } from '../../platform/network-address.ts';
import type { Identification } from '../machines/identify-machine.ts';
import type { Situation } from './decide-boot.ts';

/** Visits of one machine from one address in a minute: firmware asks every ten seconds, people seldom. */
const mostOfMachine = 1000;
/** Of everybody together who is no machine. */
const mostOfNobody = 300;
const windowMs = 60_000;
/** Who is counted by itself, a large fleet at once; the rest is counted together, so that many addresses need no more memory. */
const mostCounted = 100_000;

export type Visit = { readonly allowed: true } | { readonly allowed: false; readonly limit: number };

/**
 * Keeps a neighbour who asks without a pause from filling the disk with the records of what was answered. For each server
 * by itself and forgotten when it ends: no decision depends on it.
 */
export class VisitLimit {
  readonly #counts = new Map<string, number>();
  #sinceMs = 0;

  take({ identification, isNewLimitReached, address, nowMs }: Situation): Visit {
    // New machines have a limit of their own, in the database.
    if (identification.kind === 'unknown' && !isNewLimitReached) return { allowed: true };
    if (nowMs - this.#sinceMs >= windowMs) {
      this.#counts.clear();
      this.#sinceMs = nowMs;
    }
    const machine = machineIn(identification);
    const limit = machine === undefined ? mostOfNobody : mostOfMachine;
    const count = this.#add(machine === undefined ? 'nobody' : `${machine} ${networkOf(address)}`);
    return count > limit ? { allowed: false, limit } : { allowed: true };
  }

  #add(who: string): number {
    const counted = this.#counts.has(who) || this.#counts.size < mostCounted ? who : 'the rest';
    const count = (this.#counts.get(counted) ?? 0) + 1;
    this.#counts.set(counted, count);
    return count;
  }
}

/** In a conflict the first of those whom it concerns. */
function machineIn(identification: Identification): number | undefined {
  switch (identification.kind) {
    case 'known':
      return identification.machineId;
    case 'conflict':
      return identification.machineIds[0];
    case 'unknown':
    case 'anonymous':
      return undefined;
  }
}

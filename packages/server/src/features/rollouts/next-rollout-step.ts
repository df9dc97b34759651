import type { RolloutPhase, RolloutStatus } from '@netberth/api';
import { durationMs } from '../../platform/duration.ts';
import { atLeast, atMost } from './share-count.ts';

/** What was asked for. */
export type RolloutOrder = {
  /** Which machines: a label. Rows of every version of Netberth name it so; people and programs read `label`. */
  readonly where: string;
  readonly canary: string;
  readonly wave: string;
  readonly maxFailures: string;
  readonly healthyWithin: string;
  readonly bootWithin: string;
  /** Only machines that keep the image locally are called. */
  readonly staged: boolean;
};

/** A machine of a roll-out, as far as it matters to what comes next. */
export type RolloutFact = {
  readonly id: number;
  readonly phase: RolloutPhase;
  readonly isStaged: boolean;
  readonly calledAtMs: number | null;
  readonly bootedAtMs: number | null;
  /** What keeps it where it is: it is held, protected, gone; null: nothing. */
  readonly obstacle: string | null;
  /** Something is granted: it is called when that is over. */
  readonly isBusy: boolean;
};

export type RolloutFacts = {
  readonly nowMs: number;
  readonly status: RolloutStatus;
  readonly order: RolloutOrder;
  /** Why the version cannot be given any more; null: it is the one that was started with. */
  readonly lost: string | null;
  readonly machines: readonly RolloutFact[];
};

export type Ended = { readonly id: number; readonly phase: 'failed' | 'left'; readonly why: string };

export type RolloutStep = {
  /** Machines whose time is over, or that can no longer be called. */
  readonly ended: readonly Ended[];
  readonly next:
    | { readonly kind: 'wait' }
    | { readonly kind: 'call'; readonly ids: readonly number[] }
    | { readonly kind: 'pause' | 'stop'; readonly why: string }
    | { readonly kind: 'done' };
};

/** What a roll-out does next. Never are more machines under way than the canary, then the wave. */
export function nextRolloutStep(facts: RolloutFacts): RolloutStep {
  const { status, order, lost } = facts;
  if (status !== 'running' && status !== 'paused') return { ended: [], next: { kind: 'wait' } };
  const late = overdue(facts);
  const machines = afterwards(facts.machines, late);
  if (status === 'paused') return { ended: late, next: { kind: 'wait' } };
  if (lost !== null) return { ended: late, next: { kind: 'pause', why: lost } };
  const tooMany = whyStopped(order, machines);
  if (tooMany !== undefined) return { ended: late, next: { kind: 'stop', why: tooMany } };
  if (machines.some(isUnderWay)) return { ended: late, next: { kind: 'wait' } };
  const waiting = machines.filter(({ phase }) => phase === 'waiting');
  const kept = waiting.flatMap(({ id, obstacle }) =>
    obstacle === null ? [] : [{ id, phase: 'left' as const, why: obstacle }],
  );
  const free = waiting.filter(({ obstacle }) => obstacle === null);
  const ended = [...late, ...kept];
  if (free.length === 0) return { ended, next: { kind: 'done' } };
  const ids = free
    .filter(({ isBusy, isStaged }) => !isBusy && (isStaged || !order.staged))
    .slice(0, roomFor(order, machines))
    .map(({ id }) => id);
  return { ended, next: ids.length === 0 ? { kind: 'wait' } : { kind: 'call', ids } };
}

/** May a machine that was called move now? */
export function isMoving(status: RolloutStatus, phase: RolloutPhase): boolean {
  return status === 'running' && phase === 'called';
}

function isUnderWay({ phase }: RolloutFact): boolean {
  return phase === 'called' || phase === 'booted';
}

/** Of those that were called none is left out again: a canary that did not boot is replaced by another. */
function roomFor({ canary, wave }: RolloutOrder, machines: readonly RolloutFact[]): number {
  const first = Math.max(1, atLeast(canary, machines.length));
  const reached = machines.filter(isReached).length;
  return reached < first ? first - reached : Math.max(1, atLeast(wave, machines.length));
}

function isReached({ phase }: RolloutFact): boolean {
  return phase !== 'waiting' && phase !== 'left';
}

function whyStopped({ maxFailures }: RolloutOrder, machines: readonly RolloutFact[]): string | undefined {
  const failed = machines.filter(({ phase }) => phase === 'failed').length;
  const reached = machines.filter(isReached).length;
  if (failed <= atMost(maxFailures, reached)) return undefined;
  return `${failed} of ${reached} machines failed, and ${maxFailures} may`;
}

/** A pause stops the clock of those that were called, not of those that have booted. */
function overdue({ nowMs, status, order, machines }: RolloutFacts): readonly Ended[] {
  const bootWithinMs = durationMs(order.bootWithin);
  const healthyWithinMs = durationMs(order.healthyWithin);
  const ended: Ended[] = [];
  for (const { id, phase, obstacle, calledAtMs, bootedAtMs } of machines) {
    if (phase === 'booted' && nowMs - (bootedAtMs ?? nowMs) >= healthyWithinMs)
      ended.push({
        id,
        phase: 'failed',
        why: `it did not say that it is healthy within ${order.healthyWithin}`,
      });
    if (phase !== 'called' || status !== 'running') continue;
    if (obstacle !== null) ended.push({ id, phase: 'left', why: obstacle });
    else if (nowMs - (calledAtMs ?? nowMs) >= bootWithinMs)
      ended.push({ id, phase: 'left', why: `it did not boot within ${order.bootWithin}` });
  }
  return ended;
}

function afterwards(machines: readonly RolloutFact[], ended: readonly Ended[]): readonly RolloutFact[] {
  const phases = new Map(ended.map(({ id, phase }) => [id, phase]));
  return machines.map((machine) => ({ ...machine, phase: phases.get(machine.id) ?? machine.phase }));
}

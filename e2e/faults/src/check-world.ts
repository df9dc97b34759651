import type { Boot, MachineHistory } from '@netberth/api';
import type { Act, Told, Visit } from './told.ts';
import { impliedStates } from './implied-states.ts';

/** One machine of a world, as it is known when all is quiet again. */
export type Ended = {
  readonly machine: number;
  readonly history: MachineHistory;
  /** It showed the UUID of another, so both must be held. */
  readonly isTwin: boolean;
  /** The time of its grants may have run out: clocks jumped, or they were short. */
  readonly mayExpire: boolean;
};

/** What is wrong with a world after it, as sentences: what the outside was told is held against what the servers say. */
export function checkWorld(told: Told, ended: readonly Ended[]): string[] {
  return ended.flatMap((one) => {
    const known = knownOf(told, one.machine);
    return [
      ...checkGrants(known, one),
      ...checkSteps(known, one.history.boots),
      ...checkKept(known, one.history.boots),
      ...checkEnd(known, one),
    ].map((problem) => `machine ${one.history.id} (number ${one.machine}): ${problem}`);
  });
}

function knownOf({ visits, calls, acts }: Told, machine: number): Told {
  const isOfIt = (one: { readonly machine: number }): boolean => one.machine === machine;
  return { visits: visits.filter(isOfIt), calls: calls.filter(isOfIt), acts: acts.filter(isOfIt) };
}

/** Every installer was served under a grant that a person made, that had not been taken back and had not run out. */
function checkGrants({ visits, acts }: Told, { history }: Ended): string[] {
  return visits.flatMap((visit) => {
    const boot = history.boots.find(({ number }) => number === visit.boot);
    if (boot === undefined) return []; // `checkKept` says so
    const served = `boot ${visit.boot} served ${visit.profile}`;
    if (boot.grantId === null || boot.step === null) return [`${served} without a grant`];
    const grant = grantOf(acts, boot.grantId);
    if (grant === undefined)
      return wasMaybeGranted(acts, visit) ? [] : [`${served} under grant ${boot.grantId}, which nobody made`];
    const problems = [];
    if (grant.steps[boot.step] !== visit.profile)
      problems.push(`${served} as step ${boot.step} of ${grant.steps.join()}`);
    if (Date.parse(boot.at) >= Date.parse(grant.expiresAt))
      problems.push(`${served} at ${boot.at}, when grant ${boot.grantId} had expired`);
    const ended = endOf(acts, boot.grantId, grant.answeredMs);
    if (ended < visit.askedMs) problems.push(`${served} after the end of grant ${boot.grantId} was answered`);
    return problems;
  });
}

type MadeGrant = { steps: readonly string[]; expiresAt: string; answeredMs: number };

function grantOf(acts: readonly Act[], id: number): MadeGrant | undefined {
  for (const act of acts) {
    if (act.does === 'grant' && act.grant?.id === id && act.answeredMs !== null)
      return { steps: act.steps, expiresAt: act.grant.expiresAt, answeredMs: act.answeredMs };
  }
  return undefined;
}

/** A person asked for a grant before, and did not learn what became of it. */
function wasMaybeGranted(acts: readonly Act[], visit: Visit): boolean {
  return acts.some(
    (act) => act.does === 'grant' && act.answeredMs === null && act.askedMs < visit.answeredMs,
  );
}

/** When it was answered that a grant has ended: by a later grant in its place, or by a revoke. */
function endOf(acts: readonly Act[], id: number, madeMs: number): number {
  const ends = acts.flatMap((act) => {
    if (act.answeredMs === null) return [];
    const isEnd = act.does === 'revoke' ? act.askedMs > madeMs : (act.grant?.id ?? 0) > id;
    return isEnd ? [act.answeredMs] : [];
  });
  return Math.min(...ends, Infinity);
}

/** No step ran twice: not after it was told to have finished, and not after what it may start with was handed out. */
function checkSteps({ visits, calls }: Told, boots: readonly Boot[]): string[] {
  const steps = Map.groupBy(
    visits.filter(({ boot }) => boots.some(({ number }) => number === boot)),
    (visit) => stepOf(boots, visit.boot),
  );
  return [...steps].flatMap(([step, same]) => {
    const numbers = new Set(same.map(({ boot }) => boot));
    const own = calls.filter(({ boot, answeredMs }) => numbers.has(boot) && answeredMs !== null);
    const started = new Set(own.filter(({ what }) => what === 'post-install').map(({ boot }) => boot));
    const problems =
      started.size > 1
        ? [`${step} was installed ${started.size} times, by boots ${[...started].join()}`]
        : [];
    for (const { what, boot, answeredMs } of own) {
      if (what === 'image' || answeredMs === null) continue;
      const late = same.find((visit) => visit.boot !== boot && visit.askedMs > answeredMs);
      if (late) problems.push(`${step} was served by boot ${late.boot} after the ${what} of boot ${boot}`);
    }
    return problems;
  });
}

function stepOf(boots: readonly Boot[], number: number): string {
  const boot = boots.find((one) => one.number === number);
  return `step ${boot?.step ?? 'none'} of grant ${boot?.grantId ?? 'none'}`;
}

/** What was answered is on disk (rule 6). */
function checkKept({ visits, calls }: Told, boots: readonly Boot[]): string[] {
  const byNumber = new Map(boots.map((boot) => [boot.number, boot]));
  const lost = visits
    .filter(({ boot, profile }) => byNumber.get(boot)?.profile !== profile)
    .map(({ boot, profile }) => `it was served ${profile} by boot ${boot}, which the server does not know`);
  const unfinished = calls
    .filter(({ what, answeredMs }) => what === 'finish' && answeredMs !== null)
    .filter(({ boot }) => (byNumber.get(boot)?.finishedAt ?? null) === null)
    .map(({ boot }) => `its finish of boot ${boot} was answered, but the server does not know it`);
  return [...lost, ...unfinished];
}

function checkEnd(known: Told, { history, isTwin, mayExpire }: Ended): string[] {
  const allowed = isTwin ? ['held'] : impliedStates(known, history.boots, mayExpire);
  return allowed.includes(history.state)
    ? []
    : [`it is ${history.state} (${history.stateReason ?? 'no reason'}), not ${allowed.join(' or ')}`];
}

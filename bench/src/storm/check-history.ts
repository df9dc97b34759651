import type { Boot, Grant, MachineHistory } from '@netberth/api';
import type { MachineState } from './machine-state.ts';

/**
 * What is wrong with one machine after the storm, as sentences. `grant` is the one that a person made, `seen` is how
 * the machine itself ended. Pure: everything is read from what the server tells and from what the machine saw.
 */
export function checkHistory(history: MachineHistory, grant: Grant, seen: MachineState): string[] {
  return [
    ...checkEnd(history, seen),
    ...checkStarts(history.boots),
    ...checkFinishes(history.boots, grant),
    ...history.boots.flatMap((boot) => checkServedUnderGrant(boot, history.boots, grant)),
    ...checkSeen(history.boots, seen),
  ].map((problem) => `machine ${history.id}: ${problem}`);
}

function checkEnd({ state, grant }: MachineHistory, { doing, lastWords }: MachineState): string[] {
  const problems = [];
  if (state !== 'finished') problems.push(`it is ${state}, not finished`);
  if (grant !== null) problems.push(`its grant ${grant.id} is still live`);
  if (doing.kind === 'gave-up') problems.push(`it gave up: ${doing.why}`);
  else if (doing.kind !== 'local-disk') problems.push(`it stopped while it had a request left`);
  if (problems.length > 0 && lastWords !== '') problems.push(`it was told last: ${lastWords}`);
  return problems;
}

function stepName({ grantId, step, profile }: Boot): string {
  return `step ${step ?? 'none'} (${profile ?? 'no profile'}) of grant ${grantId ?? 'none'}`;
}

/** None of the profiles of a storm may be retried after it has started. */
function checkStarts(boots: readonly Boot[]): string[] {
  const started = Map.groupBy(
    boots.filter(({ startedAt }) => startedAt !== null),
    stepName,
  );
  return [...started]
    .filter(([, same]) => same.length > 1)
    .map(([step, same]) => `${step} started ${same.length} times, by boots ${numbersOf(same)}`);
}

function checkFinishes(boots: readonly Boot[], { id, steps }: Grant): string[] {
  return steps.flatMap((profile, step) => {
    const finished = boots.filter((boot) => boot.grantId === id && boot.step === step && boot.finishedAt);
    if (finished.length === 1) return [];
    const by = finished.length === 0 ? '' : `, by boots ${numbersOf(finished)}`;
    return [`step ${step} (${profile}) of grant ${id} finished ${finished.length} times${by}`];
  });
}

function numbersOf(boots: readonly Boot[]): string {
  return boots.map(({ number }) => number).join(', ');
}

/** A boot that served a profile did so while its step was the one that the grant had come to. */
function checkServedUnderGrant(boot: Boot, boots: readonly Boot[], grant: Grant): string[] {
  if (boot.decision !== 'profile') return [];
  const served = `boot ${boot.number} served ${boot.profile ?? 'nothing'}`;
  if (boot.grantId !== grant.id) return [`${served} under grant ${boot.grantId ?? 'none'}, not ${grant.id}`];
  const { step } = boot;
  if (step === null || grant.steps[step] !== boot.profile)
    return [`${served} as step ${step ?? 'none'}, which is not in its grant`];
  const atMs = Date.parse(boot.at);
  if (atMs < Date.parse(grant.createdAt) || atMs >= Date.parse(grant.expiresAt))
    return [`${served} at ${boot.at}, when grant ${grant.id} did not live`];
  // Times are whole milliseconds: what happened in the same one is given the benefit of the doubt.
  const isOver = finishTimesMs(boots, step).some((finishedMs) => finishedMs < atMs);
  const isEarly = step > 0 && !finishTimesMs(boots, step - 1).some((finishedMs) => finishedMs <= atMs);
  if (isOver) return [`${served} after step ${step} had finished`];
  return isEarly ? [`${served} before step ${step - 1} had finished`] : [];
}

function finishTimesMs(boots: readonly Boot[], step: number): number[] {
  return boots.flatMap((boot) =>
    boot.step === step && boot.finishedAt !== null ? [Date.parse(boot.finishedAt)] : [],
  );
}

/** What a machine was told must be on disk (rule 6). */
function checkSeen(boots: readonly Boot[], seen: MachineState): string[] {
  const byNumber = new Map(boots.map((boot) => [boot.number, boot]));
  return seen.boots.flatMap(({ number, profile, isFinished }) => {
    const boot = byNumber.get(number);
    if (boot?.profile !== profile)
      return [`it was served ${profile} by boot ${number}, which the server does not know`];
    return isFinished && boot.finishedAt === null
      ? [`its finish of boot ${number} was answered, but the server does not know it`]
      : [];
  });
}

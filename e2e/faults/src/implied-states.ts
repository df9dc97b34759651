import type { Boot } from '@netberth/api';
import type { Act, Call, Told } from './told.ts';

/**
 * The states that a machine may be in, by what it has told and was told, when the last of its boots was disturbed by
 * nothing. More than one: an answer was lost, and what it answered may have happened or not.
 */
export function impliedStates(known: Told, boots: readonly Boot[], mayExpire: boolean): readonly string[] {
  const last = known.acts.findLast(({ answeredMs }) => answeredMs !== null);
  if (last === undefined) return ['new'];
  if (last.does === 'revoke') return afterRevoke(known, last);
  const implied = afterGrant(known, last, boots);
  return mayExpire ? [...implied, 'new', 'failed', 'finished'] : implied;
}

/** What was revoked while it ran is in doubt; before it ran, the machine rests as it did. */
function afterRevoke({ calls }: Told, last: Act): readonly string[] {
  const before = calls.filter(({ askedMs }) => askedMs < (last.answeredMs ?? 0));
  return before.length === 0 ? ['new'] : ['new', 'finished', 'failed'];
}

type Grant = Extract<Act, { does: 'grant' }>;

/** A machine that nothing disturbs goes on until all steps are done, or until one has started and was broken off. */
function afterGrant({ calls }: Told, { grant, steps }: Grant, boots: readonly Boot[]): readonly string[] {
  const ofStep = steps.map((_, step) => {
    const numbers = boots.flatMap((boot) =>
      boot.grantId === grant?.id && boot.step === step ? [boot.number] : [],
    );
    return calls.filter(({ boot }) => numbers.includes(boot));
  });
  const open = ofStep.findIndex((own, step) => !isFinished(own) && !ofStep.slice(step + 1).some(isTouched));
  const own = ofStep[open];
  if (own === undefined) return ['finished'];
  // Nothing of the step has happened: a machine that is undisturbed has no reason to stop there.
  if (!isTouched(own)) return ['finished'];
  const isLast = open === steps.length - 1;
  return isLast && own.some(({ what }) => what === 'finish') ? ['installing', 'finished'] : ['installing'];
}

function isTouched(calls: readonly Call[]): boolean {
  return calls.length > 0;
}

function isFinished(calls: readonly Call[]): boolean {
  return calls.some(({ what, answeredMs }) => what === 'finish' && answeredMs !== null);
}

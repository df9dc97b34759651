import type { MachineHistory } from '@netberth/api';
import type { Told } from './told.ts';

/** What the outside knows of a machine, in order, and then its boots under grants as the server knows them. */
export function storyOfMachine(told: Told, machine: number, history: MachineHistory): string {
  const lines = [
    ...told.acts.map((act) => ({ ...act, text: `${act.does}${numberIn(act)}` })),
    ...told.visits.map((visit) => ({ ...visit, text: `boot ${visit.boot} serves ${visit.profile}` })),
    ...told.calls.map((call) => ({ ...call, text: `boot ${call.boot} ${call.what}` })),
  ]
    .filter((one) => one.machine === machine)
    .sort((one, other) => one.askedMs - other.askedMs)
    .map((one) => `${one.askedMs.toFixed()} ms: ${one.text}, ${answerOf(one)}`);
  const granted = history.boots.filter(({ grantId }) => grantId !== null);
  const boots = granted.map(
    ({ number, at, profile, grantId, step, startedAt, finishedAt }) =>
      `boot ${number} at ${at}: ${profile ?? 'disk'}, grant ${grantId} step ${step}, started ${startedAt}, finished ${finishedAt}`,
  );
  return [`The story of machine ${history.id}:`, ...lines, ...boots.reverse()].join('\n');
}

function answerOf({ askedMs, answeredMs }: Pick<Told['calls'][number], 'askedMs' | 'answeredMs'>): string {
  return answeredMs === null ? 'not answered' : `answered after ${(answeredMs - askedMs).toFixed()} ms`;
}

function numberIn(act: Told['acts'][number]): string {
  return act.does === 'grant' && act.grant !== null ? ` ${act.grant.id}` : '';
}

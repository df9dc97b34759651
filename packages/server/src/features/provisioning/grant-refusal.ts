import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { isoTime } from '../../platform/iso-time.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import type { ProfileRecord } from '../profiles/profile-record.ts';
import { isGrantLive } from './grant-record.ts';
import { findGrant } from './grant-store.ts';
import { nextState } from './next-state.ts';
import type { RenderCheck } from './render-check.ts';

/** @returns why these profiles cannot be granted to this machine now; undefined: they can */
export function* grantRefusal(
  machine: MachineRecord,
  profiles: readonly ProfileRecord[],
  { replace, check }: { readonly replace: boolean; readonly check: RenderCheck },
): Reading<CommandRefused | undefined> {
  for (const profile of profiles) {
    const [why] = yield* check(machine, profile);
    if (why !== undefined)
      return new CommandRefused('templateRefused', { profile: profile.name, machine: machine.id, why });
  }
  return (replace ? undefined : yield* refusedByGrant(machine)) ?? refusedByState(machine);
}

function refusedByState({ id, state, finishedAtMs }: MachineRecord): CommandRefused | undefined {
  if (nextState(state, 'grant', finishedAtMs !== null) !== undefined || isGrantedAlready(state))
    return undefined;
  const hint = state === 'held' ? `netberth machine unhold ${id}` : 'Revoke the grant first.';
  return new CommandRefused('stateRefuses', { machine: id, state, action: 'a grant', hint });
}

/** Its old grant ends first, which takes it to a state that can be granted. */
function isGrantedAlready(state: MachineRecord['state']): boolean {
  return state === 'installing';
}

function* refusedByGrant(machine: MachineRecord): Reading<CommandRefused | undefined> {
  const grant = machine.grantId === null ? undefined : yield* findGrant(machine.grantId);
  if (!grant || !isGrantLive(grant, yield* now())) return undefined;
  return new CommandRefused('alreadyGranted', {
    machine: machine.id,
    grant: grant.id,
    steps: grant.steps.join(','),
    expires: isoTime(grant.expiresAtMs),
  });
}

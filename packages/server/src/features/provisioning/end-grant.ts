import type { Writing } from '../../database/work.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { updateMachine } from '../machines/machine-store.ts';
import type { GrantRecord, GrantStatus } from './grant-record.ts';
import { updateGrant } from './grant-store.ts';
import { moveMachine } from './move-machine.ts';

type Ending = 'revoke' | 'expire' | 'use-up' | 'report-failure';

const statusAfter: Readonly<Record<Ending, GrantStatus>> = {
  revoke: 'revoked',
  expire: 'expired',
  'use-up': 'failed',
  'report-failure': 'failed',
};

/** A live grant ends before its last step has finished. A held machine stays held, and forgets the grant. */
export function* endGrant(
  machine: MachineRecord,
  grant: GrantRecord,
  event: Ending,
  why: string,
): Writing<MachineRecord> {
  yield* updateGrant(grant, { status: statusAfter[event] });
  const moved = yield* moveMachine(machine, event, { grantId: null, stateReason: why });
  if (moved === undefined) return yield* updateMachine(machine, { grantId: null });
  return moved.state === 'failed' ? moved : yield* updateMachine(moved, { stateReason: null });
}

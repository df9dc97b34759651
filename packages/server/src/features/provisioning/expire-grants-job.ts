import type { Database, Writing } from '../../database/work.ts';
import { now } from '../../database/work.ts';
import { raiseEvent } from '../events/event-store.ts';
import { machineName } from '../machines/machine-record.ts';
import { findMachine } from '../machines/machine-store.ts';
import { endGrant } from './end-grant.ts';
import { overdueGrants, updateGrant } from './grant-store.ts';

const everyMs = 15_000;

/** Ends grants whose time is over, so that a machine's state says so also when it never asks again. */
export function startExpiringGrants(database: Database, onError: (error: unknown) => void): () => void {
  const timer = setInterval(() => {
    database.write(expireGrants).catch(onError);
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

export function* expireGrants(): Writing<number> {
  const overdue = yield* overdueGrants(yield* now());
  for (const grant of overdue) {
    const machine = yield* findMachine(grant.machineId);
    if (!machine || machine.grantId !== grant.id) {
      yield* updateGrant(grant, { status: 'expired' });
      continue;
    }
    yield* endGrant(
      machine,
      grant,
      'expire',
      `grant ${grant.id} expired before ${grant.steps[grant.step]} finished`,
    );
    yield* raiseEvent({
      severity: grant.startedBoot === null ? 'note' : 'alert',
      kind: 'grantExpired',
      message: `${machineName(machine)}: grant ${grant.id} (${grant.steps.join(',')}) expired`,
      machineId: machine.id,
    });
  }
  return overdue.length;
}

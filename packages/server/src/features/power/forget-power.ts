import type { Writing } from '../../database/work.ts';
import { deleteSecrets } from '../secrets/secret-store.ts';
import { deleteOrdersOf } from './power-order-store.ts';
import { deletePower, findPower, noteInserted, putPower, readPassword } from './power-store.ts';

/** With the machine goes how it was switched, and every secret that was kept for it. */
export function* forgetPower(machineId: number): Writing<void> {
  yield* deleteOrdersOf(machineId);
  yield* deletePower(machineId);
  yield* deleteSecrets(`machine:${machineId}`);
}

/**
 * Two machines turn out to be one: it is switched as the one that stays was, else as the other. A password that cannot be
 * opened here is not taken along: it is sealed for the machine that goes.
 */
export function* movePower(from: number, to: number): Writing<void> {
  const [mine, others] = [yield* findPower(to), yield* findPower(from)];
  if (!mine && others) {
    const password = yield* readPassword(from);
    yield* putPower({ ...others, machineId: to }, password.kind === 'open' ? password.text : null);
    yield* noteInserted(to, others.mediumId, others.mediumGrantId);
  }
  yield* forgetPower(from);
}

import type { Writing } from '../../database/work.ts';
import type { BootBearer } from '../provisioning/boot-bearer.ts';
import { advanceRollout } from './advance-rollout.ts';
import { isAnyUnderWay, markStaged, moveInRollout, openRolloutsOf } from './rollout-machine-store.ts';
import { findRollout } from './rollout-store.ts';

/** What a machine says of a boot that a roll-out has moved it with. The last of a wave calls the next. */
export function* noteReport(
  { boot, machine }: Pick<BootBearer, 'boot' | 'machine'>,
  said: 'healthy' | 'failed',
): Writing<void> {
  for (const moving of yield* openRolloutsOf(machine.id)) {
    const rollout = yield* findRollout(moving.rolloutId);
    const isOfMove = moving.phase === 'booted' && rollout?.profile === boot.profile;
    if (!rollout || !isOfMove || boot.atMs < (moving.bootedAtMs ?? 0)) continue;
    yield* moveInRollout(moving, said, { why: said === 'failed' ? 'it reported a failure' : null });
    if (said === 'failed' || !(yield* isAnyUnderWay(rollout.id))) yield* advanceRollout(rollout);
  }
}

/**
 * What a machine keeps locally, as it says itself.
 * @returns the versions that roll-outs have for it and that it does not keep yet
 */
export function* noteStaged(machineId: number, has: readonly string[]): Writing<readonly string[]> {
  const lacking: string[] = [];
  for (const moving of yield* openRolloutsOf(machineId)) {
    const rollout = yield* findRollout(moving.rolloutId);
    const isOpen = rollout?.status === 'running' || rollout?.status === 'paused';
    if (!isOpen || moving.phase === 'booted' || moving.isStaged) continue;
    if (!has.includes(rollout.profile)) {
      lacking.push(rollout.profile);
      continue;
    }
    yield* markStaged(moving);
    if (rollout.order.staged && !(yield* isAnyUnderWay(rollout.id))) yield* advanceRollout(rollout);
  }
  return lacking;
}

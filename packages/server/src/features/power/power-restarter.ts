import type { NextBoot } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import { now } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { durationMs } from '../../platform/duration.ts';
import { isInReach } from '../machines/machine-reach.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { findMachine } from '../machines/machine-store.ts';
import type { RestartWish, GrantRestarter } from '../provisioning/grant-restarter.ts';
import { driverAbilities } from './drivers/driver-abilities.ts';
import { orderInWaves } from './order-in-waves.ts';
import type { WantedOrder } from './order-in-waves.ts';
import { insertBatch } from './power-batch-store.ts';
import type { PowerTools } from './power-commands.ts';
import { findPower } from './power-store.ts';
import { powerRefusal } from './power-refusal.ts';

/** Restarts the machines of a grant, each bound to its own: it ends as failed where that fails. */
export function powerRestarter({ bootUrl, wake }: PowerTools): GrantRestarter {
  return {
    refusal: (machine, order, actor) => refusal(machine, order, actor, bootUrl),
    restart,
    wake,
  };
}

function* refusal(
  machine: MachineRecord,
  { power, next }: RestartWish,
  actor: Actor | null,
  bootUrl: string | null,
): Reading<CommandRefused | undefined> {
  if (power === undefined) return next === undefined ? undefined : new CommandRefused('powerNextWithout', {});
  if (actor !== null && !(yield* isInReach(machine.id, actor, 'power:use')))
    return new CommandRefused('powerGrantNeedsRight', { actor: actor.name, machine: machine.id });
  // Its grant is replaced: whoever says so knows that it installs.
  const wish = { action: power, next: next ?? null, force: true };
  return yield* powerRefusal(machine, wish, bootUrl);
}

function* restart(
  ids: readonly number[],
  { power, next, wave, pause = '0s', maxFailures = 0 }: RestartWish,
  createdBy: string,
): Writing<number | null> {
  if (power === undefined || ids.length === 0) return null;
  const createdAtMs = yield* now();
  const batchId = ids.length === 1 ? null : yield* insertBatch(durationMs(pause), maxFailures);
  const wanted: WantedOrder[] = [];
  for (const machineId of ids) {
    const grantId = (yield* findMachine(machineId))?.grantId ?? null;
    const nextBoot = next ?? (yield* usualNext(machineId));
    wanted.push({ machineId, action: power, next: nextBoot, grantId, createdBy, createdAtMs });
  }
  const [first] = yield* orderInWaves(wanted, { batchId, size: wave });
  return first?.id ?? null;
}

/** An installer comes over the network, unless somebody says otherwise. */
function* usualNext(machineId: number): Reading<NextBoot | null> {
  const power = yield* findPower(machineId);
  return power && driverAbilities[power.settings.driver].nexts.includes('pxe') ? 'pxe' : null;
}

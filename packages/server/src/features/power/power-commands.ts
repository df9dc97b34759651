import { powerBootNext, powerCycle, powerEject, powerOff, powerOn, powerReset } from '@netberth/api';
import type { PowerOrder } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import { handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler, Done } from '../../commands/command-handler.ts';
import { now } from '../../database/work.ts';
import type { Writing } from '../../database/work.ts';
import { requireMachine } from '../machines/require-machine.ts';
import { insertOrder } from './power-order-store.ts';
import { viewOrder } from './power-record.ts';
import { powerRefusal } from './power-refusal.ts';
import type { PowerWish } from './power-refusal.ts';

export type PowerTools = {
  /** The setting. */
  readonly bootUrl: string | null;
  /** Has what was ordered done at once. */
  readonly wake: () => void;
};

type Asked = {
  readonly machine: string;
  readonly next?: PowerWish['next'] | undefined;
  readonly force?: boolean;
  readonly reason?: string | undefined;
};

/** Each writes down an order, with its audit record; it is carried out when that is durable. */
export function powerCommands(tools: PowerTools): readonly CommandHandler[] {
  return [
    handleWrite(powerOn, (input, actor) => order('on', input, actor, tools)),
    handleWrite(powerOff, (input, actor) => order('off', input, actor, tools)),
    handleWrite(powerCycle, (input, actor) => order('cycle', input, actor, tools)),
    handleWrite(powerReset, (input, actor) => order('reset', input, actor, tools)),
    handleWrite(powerBootNext, (input, actor) => order('boot-next', input, actor, tools)),
    handleWrite(powerEject, (input, actor) => order('eject', input, actor, tools)),
  ];
}

function* order(
  action: PowerWish['action'],
  { machine: reference, next = null, force = false, reason }: Asked,
  actor: Actor,
  { bootUrl, wake }: PowerTools,
): Writing<Done<PowerOrder>> {
  const machine = yield* requireMachine(reference);
  const refused = yield* powerRefusal(machine, { action, next, force }, bootUrl);
  if (refused) throw refused;
  const ordered = yield* insertOrder({
    ...{ machineId: machine.id, action, next, batchId: null, wave: 1, grantId: null, status: 'waiting' },
    ...{ createdBy: actor.name, createdAtMs: yield* now() },
  });
  const output = viewOrder(ordered);
  const target = `machine:${machine.id}`;
  return { output, target, before: null, after: output, reason, afterwards: async () => wake() };
}

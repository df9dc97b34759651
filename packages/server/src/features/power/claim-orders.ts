import { now } from '../../database/work.ts';
import type { Database, Reading, Writing } from '../../database/work.ts';
import { identityOf } from '../machines/identifier-store.ts';
import { findMachine } from '../machines/machine-store.ts';
import type { DrivenMachine } from './drivers/power-driver.ts';
import { endCancelled, endFailed } from './end-order.ts';
import { dueOrders, findOrder, openOrdersOf, updateOrder } from './power-order-store.ts';
import type { DriverSettings, OrderRecord } from './power-record.ts';
import { findPower, readPassword } from './power-store.ts';

/** A server that has not said for so long that it still runs an order does not. */
export const leaseMs = 60_000;

/** What an order needs to be carried out; `settings` null: nothing is known that could. */
export type Claimed = {
  readonly order: OrderRecord;
  readonly machine: DrivenMachine;
  readonly settings: DriverSettings | null;
  /** Null: this server has not the key of its secrets. */
  readonly password: string | null;
};

/** At most `room` of those that are due and that this server does not run already. */
export async function claimOrders(
  database: Database,
  active: ReadonlyMap<number, unknown>,
  room: number,
): Promise<readonly Claimed[]> {
  const due = await database.read(function* () {
    return yield* dueOrders(yield* now());
  });
  const claimed: Claimed[] = [];
  for (const { id } of due) {
    if (claimed.length === room) break;
    if (active.has(id)) continue;
    const mine = await database.write(() => claim(id));
    if (mine !== undefined) claimed.push(mine);
  }
  return claimed;
}

/** @returns undefined when it is not its turn, or is over */
function* claim(id: number): Writing<Claimed | undefined> {
  const order = yield* findOrder(id);
  const nowMs = yield* now();
  if (!order || order.dueAtMs > nowMs || !['waiting', 'running'].includes(order.status)) return undefined;
  if (order.status === 'running' && order.isSent) {
    yield* endFailed(
      order,
      'the server ended while it was done; it may have been done, so it is not done again',
    );
    return undefined;
  }
  const first = (yield* openOrdersOf(order.machineId)).find(({ status }) => status !== 'planned');
  if (first?.id !== id) return undefined;
  const why = yield* whyUnwanted(order);
  if (why !== undefined) {
    yield* endCancelled(order, why);
    return undefined;
  }
  const power = yield* findPower(order.machineId);
  const secret = yield* readPassword(order.machineId);
  const changes = { status: 'running', attempts: order.attempts + 1, dueAtMs: nowMs + leaseMs } as const;
  return {
    order: yield* updateOrder(order, { ...changes, isSent: false }),
    machine: yield* drivenMachine(order.machineId),
    settings: power?.settings ?? null,
    password: secret.kind === 'open' ? secret.text : secret.kind === 'missing' ? '' : null,
  };
}

function* whyUnwanted({ machineId, grantId }: OrderRecord): Reading<string | undefined> {
  const machine = yield* findMachine(machineId);
  if (!machine) return 'the machine was forgotten';
  if (grantId === null) return undefined;
  if (machine.state === 'held') return 'the machine is held';
  return machine.grantId === grantId ? undefined : 'its grant has ended';
}

export function* drivenMachine(id: number): Reading<DrivenMachine> {
  const machine = yield* findMachine(id);
  const { macs } = yield* identityOf(id);
  return { id, hostname: machine?.hostname ?? null, macs, isEfi: machine?.hardware['platform'] === 'efi' };
}

import { powerCancel, powerOrders } from '@netberth/api';
import { handleRead, handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { isInReach } from '../machines/machine-reach.ts';
import { requireMachine } from '../machines/require-machine.ts';
import { endCancelled } from './end-order.ts';
import { countOrders, findOrder, listOrders } from './power-order-store.ts';
import { viewOrder } from './power-record.ts';
import type { OrderRecord } from './power-record.ts';

const list = handleRead(powerOrders, function* ({ id, batch, of, limit }, actor) {
  const machineId = of === undefined ? undefined : (yield* requireMachine(of)).id;
  const seen: OrderRecord[] = [];
  for (const order of yield* listOrders({ id, batch, machineId, limit }))
    if (yield* isInReach(order.machineId, actor, 'machine:read')) seen.push(order);
  const counts = batch === undefined || seen.length === 0 ? countIn(seen) : yield* countOrders(batch);
  return { orders: seen.map(viewOrder), counts: { ...counts } };
});

function countIn(orders: readonly OrderRecord[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of orders) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const largestBatch = 20_000;

/** Those of others that the actor may not switch stay. */
const cancel = handleWrite(powerCancel, function* ({ id, batch, reason }, actor) {
  if (id === undefined && batch === undefined) throw new CommandRefused('powerNothingToCancel', {});
  const found = yield* listOrders({ id, batch, limit: largestBatch });
  const mine: OrderRecord[] = [];
  for (const order of found) if (yield* isInReach(order.machineId, actor, 'power:use')) mine.push(order);
  if (mine.length === 0) throw new CommandRefused('powerOrderUnknown', { id: id ?? `of batch ${batch}` });
  const isOpen = ({ status }: OrderRecord) => status === 'planned' || status === 'waiting';
  // What is planned goes first, so that no wave begins because the one before it has ended.
  const open = mine.filter(isOpen).toSorted((one, other) => one.status.localeCompare(other.status));
  let cancelled = 0;
  for (const { id: each } of open) {
    const order = yield* findOrder(each);
    if (!order || !isOpen(order)) continue;
    yield* endCancelled(order, `${actor.name} cancelled it`);
    cancelled += 1;
  }
  const after = { cancelled, orders: open.map((order) => order.id) };
  const target = batch === undefined ? `power-order:${id}` : `power-batch:${batch}`;
  return { output: { cancelled }, target, before: null, after, reason };
});

export const powerOrderCommands: readonly CommandHandler[] = [list, cancel];

import { setTimeout as pause } from 'node:timers/promises';
import { powerManySchema, powerOrderSchema, powerOrders } from '@netberth/api';
import type { CommandDefinition, PowerOrder } from '@netberth/api';
import type { Connection } from '../connect/connection.ts';
import { countsText } from '../output/power-text.ts';
import { plainText } from '../output/plain-text.ts';
import { sendCommand } from '../send-command.ts';
import type { Terminal } from '../terminal.ts';

const betweenMs = 500;
const shownFailures = 100;
const isOver = ({ status }: PowerOrder) => status === 'done' || status === 'failed' || status === 'cancelled';

/**
 * Waits for the end of what was ordered, and tells what is going on meanwhile. The server does it without us.
 * @param terminal null: nothing is told @returns what the command gave, as it is in the end; `ok` false: not all was done
 */
export async function followPower(
  connection: Connection,
  { name }: CommandDefinition,
  ordered: unknown,
  terminal: Terminal | null,
): Promise<unknown> {
  const one = powerOrderSchema.safeParse(ordered);
  if (one.success) return await followOne(connection, one.data, terminal);
  const many = powerManySchema.safeParse(ordered);
  if (!many.success || many.data.batch === null || !name.endsWith('-many')) return ordered;
  return { ...many.data, ...(await followBatch(connection, many.data.batch, terminal)) };
}

async function followOne(
  connection: Connection,
  ordered: PowerOrder,
  terminal: Terminal | null,
): Promise<PowerOrder & { readonly ok: boolean }> {
  let told = '';
  for (let order = ordered; ; await pause(betweenMs)) {
    const [latest] = (await ask(connection, { id: ordered.id, limit: 1 })).orders;
    order = latest ?? order;
    if (isOver(order)) return { ...order, ok: order.status === 'done' };
    const why = order.why === null ? '' : `${order.why}; it is tried again (${order.attempts} so far) …`;
    if (why !== told && why !== '') terminal?.err.write(`${plainText(why)}\n`);
    told = why;
  }
}

async function followBatch(connection: Connection, batch: number, terminal: Terminal | null) {
  let told = '';
  for (;;) {
    const { counts, orders } = await ask(connection, { batch, limit: 1000 });
    const left = (counts['planned'] ?? 0) + (counts['waiting'] ?? 0) + (counts['running'] ?? 0);
    if (left === 0) {
      const failed = orders.filter(({ status }) => status === 'failed').slice(0, shownFailures);
      terminal?.err.write(`${countsText(counts)}\n`);
      for (const { machineId, why } of failed)
        terminal?.err.write(`${plainText(`  machine ${machineId}: ${why ?? ''}`)}\n`);
      return { counts, failed, ok: (counts['failed'] ?? 0) + (counts['cancelled'] ?? 0) === 0 };
    }
    const text = `${countsText(counts)} …`;
    if (text !== told) terminal?.err.write(`${text}\n`);
    told = text;
    await pause(betweenMs);
  }
}

async function ask(connection: Connection, input: Readonly<Record<string, unknown>>) {
  return powerOrders.output.parse(await sendCommand(connection, powerOrders, input));
}

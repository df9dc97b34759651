import { powerOrders } from '@netberth/api';
import type { PowerOrder } from '@netberth/api';
import { expect } from 'vitest';
import type { TestApp } from '../harness/start-app.ts';

const withinMs = 60_000;

/** An order when it is over: `done is on`. Time passes for the server while it waits to try again. */
export async function endOf(app: TestApp, { id }: Pick<PowerOrder, 'id'>): Promise<string> {
  let end = '';
  await expect
    .poll(
      async () => {
        const [order] = (await app.run(powerOrders, { id })).orders;
        if (order?.status === 'waiting') app.nowMs += 60_000;
        end = order === undefined ? 'gone' : `${order.status} ${order.why ?? ''}`;
        return order?.endedAt ?? null;
      },
      { timeout: withinMs },
    )
    .not.toBeNull();
  return end;
}

import { setTimeout as pause } from 'node:timers/promises';
import { now } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { carryOut } from './carry-out.ts';
import type { Carried } from './carry-out.ts';
import { claimOrders, leaseMs } from './claim-orders.ts';
import type { Claimed } from './claim-orders.ts';
import { openDriver } from './drivers/open-driver.ts';
import type { DriverTools } from './drivers/open-driver.ts';
import { failed } from './drivers/power-driver.ts';
import { endDone, endFailed, orderEject } from './end-order.ts';
import { issueMedium } from './issue-medium.ts';
import type { MediumTools } from './issue-medium.ts';
import { nextTry } from './next-try.ts';
import { findOrder, updateOrder } from './power-order-store.ts';
import type { OrderRecord } from './power-record.ts';
import { mediaToEject } from './power-store.ts';

const everyMs = 1000;
/** At the same time, by one server. */
const atOnce = 16;
const renewMs = 20_000;
/** What has not ended so long after the server is to end is left to the next one. */
const graceMs = 3000;

export type OrderTools = MediumTools & {
  readonly drivers: DriverTools;
  readonly onError: (error: unknown) => void;
};

export type RunningOrders = {
  /** Something new is waiting. */
  readonly wake: () => void;
  /** Waits a little for what is being done just then. */
  readonly stop: () => Promise<void>;
};

/** Does what is ordered, until it is stopped. */
export function startRunningOrders(given: OrderTools): RunningOrders {
  const active = new Map<number, Promise<void>>();
  const end = new AbortController();
  const drivers = { ...given.drivers, signal: end.signal };
  const tools = { ...given, drivers };
  let isStopped = false;
  let looking: Promise<void> | undefined;
  const look = async () => {
    await ejectEnded(tools);
    const room = atOnce - active.size;
    for (const claimed of room > 0 ? await claimOrders(tools.database, active, room) : []) {
      const running = runOrder(claimed, tools)
        .catch(tools.onError)
        .finally(() => {
          active.delete(claimed.order.id);
          wake();
        });
      active.set(claimed.order.id, running);
    }
  };
  const wake = () => {
    if (isStopped) return;
    looking ??= look()
      .catch(tools.onError)
      .finally(() => (looking = undefined));
  };
  const timer = setInterval(wake, everyMs);
  timer.unref();
  return {
    wake,
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await looking;
      await Promise.race([Promise.all(active.values()), pause(graceMs, undefined, { ref: false })]);
      end.abort();
      await Promise.all(active.values());
    },
  };
}

async function runOrder(claimed: Claimed, tools: OrderTools): Promise<void> {
  const { database } = tools;
  const renewing = setInterval(() => {
    change(tools, claimed.order, (order, nowMs) => updateOrder(order, { dueAtMs: nowMs + leaseMs })).catch(
      tools.onError,
    );
  }, renewMs);
  try {
    const carried = await carry(claimed, tools);
    const isEnding = tools.drivers.signal?.aborted === true;
    await database.write(function* () {
      const order = yield* findOwn(claimed.order);
      if (!order) return;
      if (isEnding && carried.kind !== 'done') yield* leave(order);
      else yield* conclude(order, carried);
    });
  } finally {
    clearInterval(renewing);
  }
}

async function carry({ order, machine, settings, password }: Claimed, tools: OrderTools): Promise<Carried> {
  if (settings === null)
    return { ...failed('refused', 'nothing is known that could switch it'), isRepeatable: true };
  if (password === null)
    return { ...failed('busy', 'this server has not the key of its password'), isRepeatable: true };
  const driver = await openDriver(settings, password, machine, tools.drivers);
  try {
    return await carryOut(order, driver, {
      issueMedium: () => issueMedium(order, tools),
      goAhead: (isRepeatable) =>
        change(tools, order, (mine, nowMs) =>
          updateOrder(mine, { isSent: !isRepeatable, dueAtMs: nowMs + leaseMs }),
        ),
      pause: async (milliseconds) => {
        const { signal } = tools.drivers;
        await pause(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
      },
    });
  } finally {
    await driver.close();
  }
}

/** To the server that comes next. What may have been done keeps its mark: that one says so. */
function* leave(order: OrderRecord): Writing<void> {
  const dueAtMs = yield* now();
  yield* updateOrder(order, order.isSent ? { dueAtMs } : { status: 'waiting', dueAtMs });
}

function* conclude(order: OrderRecord, carried: Carried): Writing<void> {
  if (carried.kind === 'done') {
    yield* endDone(order, carried.state, carried.said);
    return;
  }
  const next = nextTry(carried, order.attempts, carried.isRepeatable);
  if (next.kind === 'over') {
    yield* endFailed(order, next.why, carried.isMediumOut);
    return;
  }
  const dueAtMs = (yield* now()) + next.afterMs;
  yield* updateOrder(order, { status: 'waiting', why: carried.why, dueAtMs, isSent: false });
}

/** @throws when another server has taken it over: then it is not ours to go on with */
async function change(
  { database }: OrderTools,
  claimed: OrderRecord,
  how: (order: OrderRecord, nowMs: number) => Writing<unknown>,
): Promise<void> {
  await database.write(function* () {
    const order = yield* findOwn(claimed);
    if (!order) throw new Error(`power order ${claimed.id} is not run by this server any more`);
    yield* how(order, yield* now());
  });
}

/** As it is now; undefined: its lease ended, and another server runs it or has ended it. */
function* findOwn({ id, attempts }: OrderRecord): Reading<OrderRecord | undefined> {
  const order = yield* findOrder(id);
  return order?.status === 'running' && order.attempts === attempts ? order : undefined;
}

async function ejectEnded({ database }: OrderTools): Promise<void> {
  if ((await database.read(mediaToEject)).length === 0) return;
  await database.write(function* () {
    const nowMs = yield* now();
    for (const machineId of yield* mediaToEject()) yield* orderEject(machineId, nowMs);
  });
}

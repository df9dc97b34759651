import { now } from '../../database/work.ts';
import type { Database } from '../../database/work.ts';
import { claimDelivery, deleteDelivery, dueDeliveries } from './delivery-store.ts';
import type { Delivery } from './delivery-store.ts';
import { sendWebhook } from './send-webhook.ts';
import { findWebhook, noteDelivered, noteDropped, noteFailure, readWebhookSecret } from './webhook-store.ts';

const everyMs = 1000;

/** Ten seconds, then four times as long each time, up to four hours: the last try is after about a day. */
const backOffMs = (attempts: number) => Math.min(10_000 * 4 ** attempts, 4 * 3_600_000);
const maxAttempts = 12;
const noKey = 'this server has not the key of its secret';

export type DeliverySettings = { readonly allowLoopback: boolean };

/** Sends what waits. @returns how to stop, which waits for what is under way */
export function startDeliveringWebhooks(
  database: Database,
  settings: DeliverySettings,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= deliverWebhooks(database, settings)
      .catch(onError)
      .finally(() => (running = undefined));
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

async function deliverWebhooks(database: Database, settings: DeliverySettings): Promise<void> {
  const due = await database.read(function* () {
    return yield* dueDeliveries(yield* now());
  });
  const byWebhook = Map.groupBy(due, ({ webhookId }) => webhookId);
  // One receiver that is slow keeps no other waiting; for one of them they stay in order.
  await Promise.all(
    [...byWebhook.values()].map(async (deliveries) => {
      for (const delivery of deliveries) if (!(await deliver(database, delivery, settings))) break;
    }),
  );
}

/** @returns whether it arrived: if not, the next ones would not either */
async function deliver(
  database: Database,
  delivery: Delivery,
  { allowLoopback }: DeliverySettings,
): Promise<boolean> {
  const claimed = await database.write(function* () {
    const nowMs = yield* now();
    const webhook = yield* findWebhook(delivery.webhookId);
    if (!webhook) return undefined;
    const secret = yield* readWebhookSecret(webhook.id);
    if (secret === undefined) {
      // It is no try: what waits goes out when the key is back.
      yield* noteFailure(webhook.id, noKey);
      return undefined;
    }
    const isOurs = yield* claimDelivery(delivery, nowMs + backOffMs(delivery.attempts));
    return isOurs ? { webhook, secret, nowMs } : undefined;
  });
  if (!claimed) return false;
  const { url, id } = claimed.webhook;
  const toSend = { url, secret: claimed.secret, body: delivery.body, delivery: String(delivery.id) };
  const sent = await sendWebhook(toSend, allowLoopback, claimed.nowMs);
  const hasArrived = sent.kind === 'answered' && sent.status >= 200 && sent.status < 300;
  await database.write(function* () {
    if (hasArrived) {
      yield* deleteDelivery(delivery.id);
      yield* noteDelivered(id, yield* now());
      return;
    }
    yield* noteFailure(id, sent.kind === 'failed' ? sent.why : `it answered ${sent.status}`);
    if (delivery.attempts + 1 < maxAttempts) return;
    yield* deleteDelivery(delivery.id);
    yield* noteDropped(id);
  });
  return hasArrived;
}

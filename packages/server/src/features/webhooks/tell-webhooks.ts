import type { WebhookBody, WebhookEvent } from '@netberth/api';
import { now } from '../../database/work.ts';
import type { Reading, Writing } from '../../database/work.ts';
import { isoTime } from '../../platform/iso-time.ts';
import { countWaiting, insertDelivery } from './delivery-store.ts';
import { listWebhooks, noteDropped } from './webhook-store.ts';

/** So much waits for one receiver at most; what comes then is counted, and not told. */
const maxWaiting = 1000;

/** Does any other program want to be told of such events? */
export function* isToldAnybody(event: WebhookEvent): Reading<boolean> {
  return (yield* listWebhooks()).some(({ events }) => events.includes(event));
}

/** In the transaction of what happened: told if and only if it has. */
export function* tellWebhooks(event: WebhookEvent, told: Omit<WebhookBody, 'event' | 'at'>): Writing<void> {
  const webhooks = (yield* listWebhooks()).filter(({ events }) => events.includes(event));
  if (webhooks.length === 0) return;
  const atMs = yield* now();
  const body: WebhookBody = { event, at: isoTime(atMs), ...told };
  for (const { id } of webhooks) {
    if ((yield* countWaiting(id)) >= maxWaiting) yield* noteDropped(id);
    else yield* insertDelivery(id, JSON.stringify(body), atMs);
  }
}

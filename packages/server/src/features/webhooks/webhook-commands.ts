import { randomBytes } from 'node:crypto';
import { webhookCreate, webhookList, webhookRemove, webhookTest } from '@netberth/api';
import type { Webhook, WebhookBody } from '@netberth/api';
import { handleRead, handleReadWithFiles, handleWrite } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { pageOf } from '../../commands/page-of.ts';
import { now } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { isoTime, isoTimeOrNull } from '../../platform/iso-time.ts';
import { countWaiting, deleteDeliveriesOf } from './delivery-store.ts';
import type { DeliverySettings } from './deliver-webhooks-job.ts';
import { isHostRefused } from '../../platform/address-of-this-host.ts';
import { sendWebhook } from './send-webhook.ts';
import {
  deleteWebhook,
  findWebhook,
  insertWebhook,
  listWebhooks,
  readWebhookSecret,
} from './webhook-store.ts';
import type { WebhookRecord } from './webhook-store.ts';

export function webhookCommands(settings: DeliverySettings): readonly CommandHandler[] {
  return [list, createWith(settings), remove, testWith(settings)];
}

const list = handleRead(webhookList, function* (input) {
  const { page, next } = pageOf(yield* listWebhooks(), input);
  const webhooks: Webhook[] = [];
  for (const webhook of page) webhooks.push(yield* view(webhook));
  return { webhooks, next };
});

function createWith({ allowLoopback }: DeliverySettings): CommandHandler {
  return handleWrite(webhookCreate, function* ({ url, events }, actor) {
    const { hostname } = new URL(url);
    if (!allowLoopback && isHostRefused(hostname))
      throw new CommandRefused('webhookHost', { host: hostname });
    const secret = `nbwh_${randomBytes(24).toString('base64url')}`;
    const createdAtMs = yield* now();
    const made = yield* insertWebhook({ url, events, createdBy: actor.name, createdAtMs }, secret);
    const after = yield* view(made);
    return { output: { ...after, secret }, target: `webhook:${made.id}`, before: null, after };
  });
}

const remove = handleWrite(webhookRemove, function* ({ id }) {
  const webhook = yield* requireWebhook(id);
  const before = yield* view(webhook);
  yield* deleteDeliveriesOf(id);
  yield* deleteWebhook(id);
  return { output: { removed: id }, target: `webhook:${id}`, before, after: null };
});

function testWith({ allowLoopback }: DeliverySettings): CommandHandler {
  return handleReadWithFiles(
    webhookTest,
    function* ({ id }) {
      const webhook = yield* requireWebhook(id);
      const secret = yield* readWebhookSecret(id);
      if (secret === undefined)
        throw new CommandRefused('secretsLocked', { what: `nothing can be signed for webhook ${id}` });
      return { webhook, secret, nowMs: yield* now() };
    },
    async ({ webhook: { url, id }, secret, nowMs }) => {
      const told: WebhookBody = {
        ...{ event: 'test', at: isoTime(nowMs), machine: null },
        message: 'This is a test.',
      };
      const toSend = { url, secret, body: JSON.stringify(told), delivery: `test-${id}-${nowMs}` };
      const sent = await sendWebhook(toSend, allowLoopback, nowMs);
      if (sent.kind === 'failed') return { ok: false, status: null, failure: sent.why };
      const ok = sent.status >= 200 && sent.status < 300;
      return { ok, status: sent.status, failure: ok ? null : `it answered ${sent.status}` };
    },
  );
}

function* requireWebhook(id: number): Reading<WebhookRecord> {
  const webhook = yield* findWebhook(id);
  if (!webhook) throw new CommandRefused('webhookUnknown', { id });
  return webhook;
}

function* view(webhook: WebhookRecord): Reading<Webhook> {
  return {
    id: webhook.id,
    url: webhook.url,
    events: [...webhook.events],
    createdBy: webhook.createdBy,
    createdAt: isoTime(webhook.createdAtMs),
    waiting: yield* countWaiting(webhook.id),
    dropped: webhook.dropped,
    deliveredAt: isoTimeOrNull(webhook.deliveredAtMs),
    failure: webhook.failure,
  };
}

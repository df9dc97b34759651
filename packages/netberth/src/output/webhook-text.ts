import type * as api from '@netberth/api';
import type { OutputOf } from '@netberth/api';
import { strong } from './painted.ts';
import { table } from './table.ts';
import { lastTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

export function webhookCreatedText(webhook: OutputOf<typeof api.webhookCreate>, view: View): string {
  const line = lineWith(view.paint);
  return (
    line`${webhook.events.join(', ')} will be sent to ${webhook.url}. The secret of their signatures is shown only now:` +
    line`\n\n  ${strong(webhook.secret)}\n\nNext: netberth webhook test ${webhook.id}\n`
  );
}

export function webhookListText({ webhooks }: OutputOf<typeof api.webhookList>, view: View): string {
  if (webhooks.length === 0) return 'Nothing is sent anywhere.\nNext: netberth webhook create URL\n';
  const rows = webhooks.map((webhook) => [
    webhook.id,
    webhook.url,
    webhook.events.join(','),
    webhook.waiting,
    webhook.dropped,
    lastTime(webhook.deliveredAt, view.now),
    webhook.failure ?? '-',
  ]);
  return table(
    ['ID', 'URL', 'EVENTS', 'WAITING', 'GIVEN UP', 'ARRIVED', 'FAILURE'],
    rows,
    view.paint,
    view.lineColumns,
  );
}

export function webhookRemovedText({ removed }: OutputOf<typeof api.webhookRemove>): string {
  return `Nothing is sent to webhook ${removed} any more.\n`;
}

export function webhookTestText(
  { ok, status, failure }: OutputOf<typeof api.webhookTest>,
  view: View,
): string {
  const line = lineWith(view.paint);
  return ok
    ? line`It arrived: the answer was ${status ?? ''}.\n`
    : line`It did not arrive: ${failure ?? ''}. See: netberth webhook list\n`;
}

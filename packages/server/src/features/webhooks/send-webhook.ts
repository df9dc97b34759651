import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import type { RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isHostRefused, isOfThisHost, lookupBut } from '../../platform/address-of-this-host.ts';

export type Sent =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'failed'; readonly why: string };

export type ToSend = {
  readonly url: string;
  readonly secret: string;
  readonly body: string;
  /** The same for every try of one event, so that the receiver can tell. */
  readonly delivery: string;
};

const timeoutMs = 10_000;
const ofThisHost = 'its name leads to this host (webhooks.allowLoopback)';

/** One POST. Redirects are not followed, and what the receiver says beyond its status is not read. */
export function sendWebhook(
  { url, secret, body, delivery }: ToSend,
  allowLoopback: boolean,
  nowMs: number,
): Promise<Sent> {
  const target = new URL(url);
  if (!allowLoopback && isHostRefused(target.hostname))
    return Promise.resolve({ kind: 'failed', why: 'its address is of this host (webhooks.allowLoopback)' });
  const seconds = Math.floor(nowMs / 1000);
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  const options: RequestOptions = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Netberth',
      'x-netberth-delivery': delivery,
      'x-netberth-signature': `t=${seconds},v1=${mac}`,
    },
    agent: false,
    signal: AbortSignal.timeout(timeoutMs),
    ...(!allowLoopback && { lookup: lookupBut(isOfThisHost, ofThisHost) }),
  };
  return new Promise((resolve) => {
    const sent = (target.protocol === 'https:' ? requestHttps : requestHttp)(target, options, (answer) => {
      resolve({ kind: 'answered', status: answer.statusCode ?? 0 });
      answer.destroy();
    });
    sent.on('error', (error) => resolve({ kind: 'failed', why: whyFailed(error) }));
    sent.end(body);
  });
}

function whyFailed(error: Error): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'no answer within ten seconds';
  return error.message;
}

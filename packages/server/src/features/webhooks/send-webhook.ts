import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { request as requestHttp } from 'node:http';
import type { RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, isIPv6 } from 'node:net';

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

/** This host, what is beside it on the wire, and where clouds keep their secrets (169.254.169.254). */
const ofThisHost = new BlockList();
ofThisHost.addSubnet('127.0.0.0', 8, 'ipv4');
ofThisHost.addSubnet('0.0.0.0', 8, 'ipv4');
ofThisHost.addSubnet('169.254.0.0', 16, 'ipv4');
ofThisHost.addSubnet('224.0.0.0', 3, 'ipv4');
ofThisHost.addAddress('::1', 'ipv6');
ofThisHost.addAddress('::', 'ipv6');
ofThisHost.addSubnet('fe80::', 10, 'ipv6');
ofThisHost.addSubnet('ff00::', 8, 'ipv6');

export function isOfThisHost(address: string): boolean {
  return ofThisHost.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** For a host as it stands in a URL; a name may still lead to this host, which is asked when it is sent. */
export function isHostRefused(hostname: string): boolean {
  const plain = hostname.replace(/^\[|\]$/g, '');
  return plain === 'localhost' || plain.endsWith('.localhost') || (isIP(plain) !== 0 && isOfThisHost(plain));
}

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
    ...(!allowLoopback && { lookup: lookupElsewhere }),
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

/** What was looked up is what is connected to: a name cannot change in between. */
const lookupElsewhere: NonNullable<RequestOptions['lookup']> = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: readonly LookupAddress[]) => {
    if (error) {
      callback(error, '', 0);
      return;
    }
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => isOfThisHost(address))) {
      callback(new Error('its name leads to this host (webhooks.allowLoopback)'), '', 0);
      return;
    }
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  });
};

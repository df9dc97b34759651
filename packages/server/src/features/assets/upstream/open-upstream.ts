import { get, type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from 'node:http';
import { errorCode } from '../../../platform/error-code.ts';
import {
  isHostRefused,
  isLinkLocal,
  isOfThisHost,
  lookupBut,
} from '../../../platform/address-of-this-host.ts';

export type UpstreamOptions = {
  /** As long as nothing at all comes. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
};

export type OpenedUpstream =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly body: IncomingMessage;
    }
  /** `why` goes on from the URL. `isLasting`: asking again would not help. */
  | { readonly kind: 'failed'; readonly why: string; readonly isLasting: boolean };

const mostRedirections = 5;

/**
 * Asks for a file where it lies, following redirections within the protocol. The body is as the server stored it: nothing
 * is decompressed, since iPXE would not either. The caller reads the body or destroys it.
 */
export async function openUpstream(
  url: string,
  headers: Readonly<Record<string, string>>,
  options: UpstreamOptions,
): Promise<OpenedUpstream> {
  const { protocol, hostname } = new URL(url);
  let place = new URL(url);
  for (let count = 0; count <= mostRedirections; count += 1) {
    // A site's mirror may be on this host; who leads elsewhere must not have us fetch what only this host can reach.
    const isRefused = place.hostname === hostname || isHostRefused(hostname) ? isLinkLocal : isOfThisHost;
    if (isHostRefused(place.hostname, isRefused)) return lasting(noMirror(place));
    const lookup = lookupBut(isRefused, noMirror(place));
    const opened = await request(place, headers, { ...options, lookup });
    if (opened.kind === 'failed') return opened;
    const { location } = opened.headers;
    if (opened.status < 301 || opened.status > 308 || opened.status === 304 || location === undefined)
      return opened;
    opened.body.destroy();
    const next = URL.parse(location, place.href);
    if (next === null) return lasting(`is moved to "${location}", which is no URL`);
    if (next.protocol !== protocol)
      return lasting(`is moved to ${next.href}: another protocol than the catalogue names`);
    place = next;
  }
  return lasting(`is moved more than ${mostRedirections} times`);
}

function noMirror({ hostname }: URL): string {
  return `leads to ${hostname}, which is an address of this server itself or link-local, and no mirror`;
}

function lasting(why: string): OpenedUpstream {
  return { kind: 'failed', why, isLasting: true };
}

async function request(
  url: URL,
  headers: Readonly<Record<string, string>>,
  { timeoutMs, signal, lookup }: UpstreamOptions & Pick<RequestOptions, 'lookup'>,
): Promise<OpenedUpstream> {
  const ask = url.protocol === 'https:' ? (await import('node:https')).get : get;
  const options: RequestOptions = {
    headers: { 'accept-encoding': 'identity', 'user-agent': 'Netberth', ...headers },
    timeout: timeoutMs,
    signal,
    lookup,
  };
  return await new Promise((resolve) => {
    let answer: IncomingMessage | undefined;
    const sent = ask(url, options, (body) => {
      answer = body;
      resolve({ kind: 'answer', status: body.statusCode ?? 0, headers: body.headers, body });
    });
    // Ending the request itself would look to the reader of the body as if upstream had ended it.
    sent.on('timeout', () => (answer ?? sent).destroy(new StalledError(timeoutMs)));
    sent.on('error', (error) => resolve({ kind: 'failed', why: whyUnreached(error), isLasting: false }));
  });
}

/** Upstream says nothing. */
export class StalledError extends Error {
  constructor(timeoutMs: number) {
    super(`does not answer within ${timeoutMs / 1000} s`);
  }
}

function whyUnreached(error: Error): string {
  if (error instanceof StalledError) return error.message;
  return `cannot be reached: ${errorCode(error) || error.message}`;
}

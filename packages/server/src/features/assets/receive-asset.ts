import { setTimeout } from 'node:timers/promises';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { hasErrorCode } from '../../platform/error-code.ts';
import type { PartFile, UpstreamVersion } from './part-file.ts';
import { openUpstream, StalledError } from './upstream/open-upstream.ts';

export type ReceiveOptions = {
  readonly timeoutMs: number;
  /** Before asking again what was broken off; longer each time. */
  readonly pauseMs: number;
  readonly signal: AbortSignal;
  /** Why a file of this many more bytes must not come; null: it may. */
  readonly refuse: (moreBytes: number) => Promise<string | null>;
  /** After each change of the part. */
  readonly onChange: () => void;
};

/** `unchanged`: what is known of it is still what upstream has. */
export type ReceivedAsset =
  | { readonly kind: 'received' }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly why: string };

/** `isLasting`: asking once more would not help. */
type Try =
  | { readonly kind: 'received' }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly why: string; readonly isLasting: boolean };

/** So often it is asked for again without getting further. */
const mostIdleTries = 3;

/**
 * Brings a file from upstream into its part, going on where an earlier attempt ended if upstream still has that version.
 * `stored`: what is stored of it now; where upstream has no other, nothing is fetched.
 */
export async function receiveAsset(
  url: string,
  part: PartFile,
  stored: UpstreamVersion | undefined,
  options: ReceiveOptions,
): Promise<ReceivedAsset> {
  let mostBytes = part.receivedBytes;
  for (let idle = 0; ;) {
    const tried = await tryOnce(url, part, stored, options);
    if (tried.kind !== 'failed') return tried;
    if (options.signal.aborted)
      return { kind: 'failed', why: 'was not fetched to its end: the server stopped' };
    if (tried.isLasting) return tried;
    idle = part.receivedBytes > mostBytes ? 0 : idle + 1;
    mostBytes = Math.max(mostBytes, part.receivedBytes);
    if (idle >= mostIdleTries) return tried;
    await setTimeout(options.pauseMs * (idle + 1), undefined, { signal: options.signal }).catch(
      () => undefined,
    );
  }
}

async function tryOnce(
  url: string,
  part: PartFile,
  stored: UpstreamVersion | undefined,
  options: ReceiveOptions,
): Promise<Try> {
  const { version, receivedBytes } = part;
  const isWhole = version !== null && version.totalBytes === receivedBytes;
  const known = isWhole ? version : version === null ? stored : undefined;
  const headers = known === undefined ? resuming(part) : unlessChanged(known);
  const opened = await openUpstream(url, headers, options);
  if (opened.kind === 'failed') return opened;
  const { status, body } = opened;
  const answered = versionIn(url, opened.headers);
  if (known !== undefined && (status === 304 || (status === 200 && isSameVersion(known, answered)))) {
    body.destroy();
    return isWhole ? { kind: 'received' } : { kind: 'unchanged' };
  }
  // The file is shorter than what is there of it.
  if (status === 416) await part.begin(answered);
  const why = whyNoFile(url, status, opened.headers);
  if (why !== null) {
    body.destroy();
    return { kind: 'failed', why, isLasting: !worthAnotherTry(status) };
  }
  return await receive(part, opened, answered, options);
}

function worthAnotherTry(status: number): boolean {
  return status >= 500 || [408, 416, 429].includes(status);
}

async function receive(
  part: PartFile,
  {
    status,
    headers,
    body,
  }: { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: IncomingMessage },
  answered: UpstreamVersion,
  options: ReceiveOptions,
): Promise<Try> {
  try {
    if (status === 206) {
      const changed = whyNotTheRest(part, headers);
      if (changed !== null) {
        await part.begin(answered);
        options.onChange();
        return { kind: 'failed', why: changed, isLasting: false };
      }
    } else await part.begin(answered);
    const { totalBytes } = part.version ?? answered;
    const refused = totalBytes === null ? null : await options.refuse(totalBytes - part.receivedBytes);
    if (refused !== null) return { kind: 'failed', why: refused, isLasting: true };
    options.onChange();
    for await (const chunk of body) {
      const bytes = chunk as Buffer;
      if (totalBytes !== null && part.receivedBytes + bytes.length > totalBytes)
        return {
          kind: 'failed',
          why: `is larger than the ${totalBytes} bytes that it said`,
          isLasting: true,
        };
      const tooMuch = totalBytes === null ? await options.refuse(bytes.length) : null;
      if (tooMuch !== null) return { kind: 'failed', why: tooMuch, isLasting: true };
      await part.append(bytes);
      options.onChange();
    }
    return endOf(part, totalBytes);
  } catch (error) {
    return await failureOf(error, part, options);
  } finally {
    body.destroy();
  }
}

function endOf(part: PartFile, totalBytes: number | null): Try {
  if (totalBytes === null || part.receivedBytes === totalBytes) return { kind: 'received' };
  return cutOff(part, totalBytes);
}

function cutOff({ receivedBytes }: PartFile, totalBytes: number | null): Try {
  const of = totalBytes === null ? '' : ` of ${totalBytes}`;
  return { kind: 'failed', why: `is cut off after ${receivedBytes}${of} bytes`, isLasting: false };
}

async function failureOf(error: unknown, part: PartFile, { timeoutMs }: ReceiveOptions): Promise<Try> {
  if (hasErrorCode(error, 'ENOSPC', 'EDQUOT')) {
    await part.remove();
    return { kind: 'failed', why: 'does not fit: the disk of the data folder is full', isLasting: true };
  }
  if (error instanceof StalledError)
    return {
      kind: 'failed',
      why: `hangs after ${part.receivedBytes} bytes: nothing came for ${timeoutMs / 1000} s`,
      isLasting: false,
    };
  if (
    hasErrorCode(
      error,
      'ECONNRESET',
      'EPIPE',
      'ETIMEDOUT',
      'ABORT_ERR',
      'ERR_STREAM_PREMATURE_CLOSE',
      'HPE_INVALID_CHUNK_SIZE',
    )
  )
    return cutOff(part, part.version?.totalBytes ?? null);
  throw error;
}

/** Only with a validator can the rest of a file be told from the rest of another. */
function resuming({ version, receivedBytes }: PartFile): Readonly<Record<string, string>> {
  const validator = version && validatorOf(version);
  if (receivedBytes === 0 || !validator) return {};
  return { range: `bytes=${receivedBytes}-`, 'if-range': validator };
}

/** RFC 9110 §13.1.5: a weak entity tag does not do. */
function validatorOf({ etag, lastModified }: UpstreamVersion): string | null {
  return etag !== null && !etag.startsWith('W/') ? etag : lastModified;
}

function unlessChanged({ etag, lastModified }: UpstreamVersion): Readonly<Record<string, string>> {
  if (etag !== null) return { 'if-none-match': etag };
  return lastModified === null ? {} : { 'if-modified-since': lastModified };
}

/** Some servers answer 200 whatever the conditions are. */
function isSameVersion(known: UpstreamVersion, answered: UpstreamVersion): boolean {
  if (known.totalBytes !== answered.totalBytes) return false;
  if (known.etag !== null || answered.etag !== null) return known.etag === answered.etag;
  return known.lastModified !== null && known.lastModified === answered.lastModified;
}

function versionIn(url: string, headers: IncomingHttpHeaders): UpstreamVersion {
  const length = wholeLength(headers);
  return {
    url,
    totalBytes: length === undefined || !/^\d+$/.test(length) ? null : Number(length),
    etag: headers.etag ?? null,
    lastModified: headers['last-modified'] ?? null,
  };
}

function wholeLength(headers: IncomingHttpHeaders): string | undefined {
  const range = headers['content-range'];
  return range === undefined ? headers['content-length'] : /\/(\d+)$/.exec(range)?.[1];
}

function whyNotTheRest({ version, receivedBytes }: PartFile, headers: IncomingHttpHeaders): string | null {
  const range = headers['content-range'] ?? '';
  const total = /\/(\d+)$/.exec(range)?.[1];
  if (version?.totalBytes !== null && total !== undefined && Number(total) !== version?.totalBytes)
    return `changes its size between parts: was ${version?.totalBytes} bytes, is ${total}`;
  if (!range.startsWith(`bytes ${receivedBytes}-`))
    return `answers with "${range}" when asked for what follows byte ${receivedBytes}`;
  return null;
}

function whyNoFile(url: string, status: number, headers: IncomingHttpHeaders): string | null {
  if (status !== 200 && status !== 206) return `answers ${status}`;
  const isPage = /^text\/html\b/.test(headers['content-type'] ?? '');
  return isPage && !/\.html?$/.test(new URL(url).pathname)
    ? 'answers with a web page in place of the file'
    : null;
}

import { Readable } from 'node:stream';
import type { Fetch, FetchAnswer, FetchInit } from '@netberth/openstack';
import type { Dispatcher } from 'undici';

type Streamed = FetchInit & { readonly body: AsyncIterable<Uint8Array> };

/**
 * As `fetch`, for a body that is a stream: fetch copies each piece through web streams, which takes longer than sending
 * it. The call's own signal is the only limit of its time; undici would give up an upload after five minutes.
 */
async function sendStream(
  url: string,
  { method, headers, body, signal }: Streamed,
  dispatcher?: Dispatcher,
): Promise<FetchAnswer> {
  const { request } = await import('undici');
  const answer = await request(url, {
    method: method,
    headers,
    body: Readable.from(body, { objectMode: false }),
    signal,
    headersTimeout: 0,
    bodyTimeout: 0,
    ...(dispatcher === undefined ? {} : { dispatcher }),
  });
  const pairs = Object.entries(answer.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  );
  return {
    status: answer.statusCode,
    headers: new Headers(pairs),
    body: answer.body,
    text: () => answer.body.text(),
  };
}

function isStreamed(init: FetchInit): init is Streamed {
  return init.body !== null && typeof init.body !== 'string';
}

/** `fetch` for all else. */
export function withStreams(fetch: Fetch, dispatcher?: Dispatcher): Fetch {
  return async (url, init) => (isStreamed(init) ? sendStream(url, init, dispatcher) : fetch(url, init));
}

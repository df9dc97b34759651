import {
  request as requestHttp,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { hasErrorCode } from '../error-code.ts';
import type { Trust } from './connect-trusted.ts';
import type { ApiRequest } from './api-request.ts';

export type ApiAnswer = {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** As the server sets them. */
  readonly cookies: readonly string[];
};

/** An answer whose body is read as it comes. */
export type Download = { readonly status: number; readonly body: Readable };

/** A Unix socket, or the origin of a server elsewhere. */
export type Target = { readonly socket: string } | { readonly url: URL; readonly trust?: Trust };

/** Sends one request and reads the whole answer. Network errors are thrown as Node gives them, with `code`. */
export async function sendHttp(
  target: Target,
  request: ApiRequest,
  headers: Readonly<Record<string, string>>,
): Promise<ApiAnswer> {
  const sent = await openRequest(target, {
    method: request.method,
    headers: { accept: 'application/json', ...request.headers, ...headers },
    agent: false,
    ...placeOf(target, request.path),
  });
  const answered = answerOf(sent);
  // A server that refuses an upload answers before it has read it all: the answer counts, not the broken pipe.
  await Promise.race([answered, writeBody(sent, request.body)]);
  const answer = await answered;
  return {
    status: answer.statusCode ?? 0,
    contentType: answer.headers['content-type'] ?? '',
    text: await text(answer),
    cookies: answer.headers['set-cookie'] ?? [],
  };
}

/** Asks for what lies at a path. Network errors are thrown as Node gives them, or break the body off. */
export async function receiveHttp(
  target: Target,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Download> {
  const sent = await openRequest(target, { method: 'GET', headers, agent: false, ...placeOf(target, path) });
  const answered = answerOf(sent);
  sent.end();
  const body = await answered;
  return { status: body.statusCode ?? 0, body };
}

async function openRequest(target: Target, options: RequestOptions): Promise<ClientRequest> {
  if ('socket' in target || target.url.protocol === 'http:') return requestHttp(options);
  const { connectTrusted } = await import('./connect-trusted.ts');
  const socket = await connectTrusted(target.url, target.trust ?? {});
  // An agent, even none, would open a connection of its own.
  return requestHttp({ ...options, agent: undefined, createConnection: () => socket });
}

function placeOf(target: Target, path: string): RequestOptions {
  if ('socket' in target) return { socketPath: target.socket, path };
  const { hostname, port, pathname } = target.url;
  return { hostname: hostname.replace(/^\[|\]$/g, ''), port, path: pathname.replace(/\/+$/, '') + path };
}

function answerOf(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject);
  });
}

/** Waits for the answer when the body cannot be written to its end; `answerOf` tells whether there is one. */
async function writeBody(request: ClientRequest, body: string | Readable | null): Promise<void> {
  if (!(body instanceof Readable)) {
    request.end(body ?? undefined);
    return;
  }
  try {
    await pipeline(body, request);
  } catch (error) {
    if (body.errored !== null && body.errored !== undefined && !isBrokenPipe(body.errored)) {
      request.destroy();
      throw error;
    }
    await new Promise((resolve) => request.once('close', resolve));
  }
}

function isBrokenPipe(error: Error): boolean {
  return hasErrorCode(error, 'EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE');
}

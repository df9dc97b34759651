import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { chooseAnswer, type FileAnswer } from './choose-answer.ts';
import { ClientConnection, type ResponseHead } from './client-connection.ts';
import { contentType } from './content-type.ts';
import type { FileSources } from './file-source.ts';
import { entityTag, lastModifiedMs, type ImageFile } from './image-file.ts';
import type { ByteRange } from './parse-range.ts';
import { sendBody, type BodyOutcome, type Gate, type OnProgress } from './send-body.ts';

/** Called for a body only: HEAD, 304, 412 and 416 send none of the file. */
export type TransferHooks = {
  /** These bytes of the file are with the kernel; called for every chunk. */
  readonly onProgress?: OnProgress | undefined;
  /** Exactly once. `broken`: we ended it (the file failed or changed, the gate refused). */
  readonly onEnd?: ((outcome: 'complete' | 'aborted' | 'broken') => void) | undefined;
};

export type SendFileOptions = {
  readonly sources: FileSources;
  readonly now: () => number;
  readonly hooks?: TransferHooks | undefined;
  readonly gate?: Gate | undefined;
  readonly stallTimeoutMs?: number | undefined;
};

export type SentFile = BodyOutcome | { readonly kind: 'without-body' };

const usualStallTimeoutMs = 5 * 60_000;

/**
 * Answers a GET or HEAD of `file`. Never throws.
 * After `changed` or `broken` with `response.headersSent` false the answer is still the caller's to give;
 * once bytes have left, the connection is destroyed, so that no client takes a part for the whole.
 */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: ImageFile,
  options: SendFileOptions,
): Promise<SentFile> {
  const method = request.method === 'HEAD' ? 'HEAD' : 'GET';
  const nowMs = options.now();
  const validators = { entityTag: entityTag(file), lastModifiedMs: lastModifiedMs(file) };
  const answer = chooseAnswer(method, request.headers, validators, file.sizeBytes, nowMs);
  const head = {
    status: answer.status,
    headers: { ...versionHeaders(file, nowMs), ...bodyHeaders(file, answer) },
  };
  if ('range' in answer && method === 'GET') {
    return sendRange(request, response, file, answer.range, head, options);
  }
  response.writeHead(head.status, head.headers).end();
  return { kind: 'without-body' };
}

async function sendRange(
  request: IncomingMessage,
  response: ServerResponse,
  file: ImageFile,
  range: ByteRange,
  head: ResponseHead,
  options: SendFileOptions,
): Promise<BodyOutcome> {
  const client = new ClientConnection(request, response, head, options.stallTimeoutMs ?? usualStallTimeoutMs);
  const outcome = await readAndSend(client, file, range, options);
  client.forget();
  if (mustCutOff(outcome, client)) client.cutOff();
  options.hooks?.onEnd?.(endOf(outcome));
  return outcome;
}

async function readAndSend(
  client: ClientConnection,
  file: ImageFile,
  range: ByteRange,
  { sources, gate, hooks }: SendFileOptions,
): Promise<BodyOutcome> {
  try {
    const opened = await sources.open(file, range);
    if (opened.kind !== 'source') return opened;
    try {
      return await sendBody(client, opened.source, range, gate, hooks?.onProgress);
    } finally {
      await opened.source.close();
    }
  } catch (error) {
    return { kind: 'broken', error };
  }
}

function mustCutOff(outcome: BodyOutcome, client: ClientConnection): boolean {
  switch (outcome.kind) {
    case 'complete':
      return false;
    case 'aborted':
    case 'gate-refused':
      return true;
    case 'changed':
    case 'broken':
      return client.hasBegun;
  }
}

function endOf(outcome: BodyOutcome): 'complete' | 'aborted' | 'broken' {
  return outcome.kind === 'complete' || outcome.kind === 'aborted' ? outcome.kind : 'broken';
}

function versionHeaders(file: ImageFile, nowMs: number): OutgoingHttpHeaders {
  const modifiedMs = lastModifiedMs(file);
  return {
    'accept-ranges': 'bytes',
    // A proxy that guesses a freshness would hand out a new kernel with an old initrd.
    'cache-control': 'no-cache',
    etag: entityTag(file),
    // RFC 9110 §8.8.2.1: not later than the answer.
    ...(modifiedMs <= nowMs && { 'last-modified': new Date(modifiedMs).toUTCString() }),
  };
}

function bodyHeaders(file: ImageFile, answer: FileAnswer): OutgoingHttpHeaders {
  switch (answer.status) {
    case 200:
    case 206: {
      const { from, to } = answer.range;
      return {
        'content-length': to - from,
        'content-type': contentType(file.name),
        'x-content-type-options': 'nosniff',
        ...(answer.status === 206 && { 'content-range': `bytes ${from}-${to - 1}/${file.sizeBytes}` }),
      };
    }
    case 304:
      return {};
    case 412:
      return { 'content-length': 0 };
    case 416:
      return { 'content-length': 0, 'content-range': `bytes */${file.sizeBytes}` };
  }
}

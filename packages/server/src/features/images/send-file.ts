import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { chooseAnswer } from './choose-answer.ts';
import { ClientConnection } from './client-connection.ts';
import { contentType } from './content-type.ts';
import type { FileSource, FileSources } from './file-source.ts';
import { entityTag, lastModifiedMs, type ImageFile } from './image-file.ts';
import type { ReadFailure } from './open-file.ts';
import type { ByteRange } from './parse-range.ts';
import { sendBody, type BodyOutcome, type Gate, type OnProgress } from './send-body.ts';

/** Called for a body only: HEAD, 304, 412 and 416 send none of the file. */
export interface TransferHooks {
  /** These bytes of the file are with the kernel; called for every chunk. */
  readonly onProgress?: OnProgress;
  /** Exactly once. `broken`: we ended it (the file failed or changed, the gate refused). */
  readonly onEnd?: (outcome: 'complete' | 'aborted' | 'broken') => void;
}

export interface SendFileOptions {
  readonly sources: FileSources;
  readonly now: () => number;
  readonly hooks?: TransferHooks | undefined;
  readonly gate?: Gate | undefined;
  /** A client that takes nothing for so long is cut off, so that it cannot hold memory for ever. */
  readonly stallTimeoutMs?: number | undefined;
}

export type SentFile = BodyOutcome | { readonly kind: 'without-body' };

const STALL_TIMEOUT_MS = 5 * 60_000;

/**
 * Answers a GET or HEAD of `file`. Never throws.
 * On `changed` and `broken` with `response.headersSent` false the answer is still the caller's to give;
 * otherwise the connection has been destroyed, so that no client takes part of a file for the whole.
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
  const headers = versionHeaders(file, nowMs);
  switch (answer.status) {
    case 304:
    case 412:
    case 416: {
      if (answer.status === 416) headers['content-range'] = `bytes */${file.sizeBytes}`;
      if (answer.status !== 304) headers['content-length'] = 0;
      response.writeHead(answer.status, headers).end();
      return { kind: 'without-body' };
    }
    case 200:
    case 206: {
      const { status, range } = answer;
      Object.assign(headers, bodyHeaders(file, range, status === 206));
      if (method === 'GET') return sendRange(request, response, file, { status, range, headers }, options);
      response.writeHead(status, headers).end();
      return { kind: 'without-body' };
    }
  }
}

interface RangeAnswer {
  readonly status: number;
  readonly range: ByteRange;
  readonly headers: OutgoingHttpHeaders;
}

async function sendRange(
  request: IncomingMessage,
  response: ServerResponse,
  file: ImageFile,
  answer: RangeAnswer,
  options: SendFileOptions,
): Promise<BodyOutcome> {
  const client = new ClientConnection(request, response, options.stallTimeoutMs ?? STALL_TIMEOUT_MS);
  const opened = await options.sources.open(file, answer.range);
  const outcome =
    opened.kind === 'source' ? await sendFrom(opened.source, client, answer, options) : opened;
  client.forget();
  if (!canStillAnswer(outcome, response)) client.cutOff();
  options.hooks?.onEnd?.(endOf(outcome));
  return outcome;
}

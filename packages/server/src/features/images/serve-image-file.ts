import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { explainFailure, type FileFailure } from './explain-failure.ts';
import type { FileSources } from './file-source.ts';
import type { ImageFile } from './image-file.ts';
import { resolveImageFile } from './resolve-image-file.ts';
import type { ResolvedImageFile } from './resolve-image-file.ts';
import type { Gate } from './send-body.ts';
import { sendFile, type SentFile, type TransferHooks } from './send-file.ts';

export type ServeImageFileDeps = {
  readonly sources: FileSources;
  readonly now: () => number;
  readonly stallTimeoutMs?: number | undefined;
};

export type ImageFileTarget = {
  /** The profile's folder. Nothing outside it is served. */
  readonly folder: string;
  /** What follows `/images/<profile>/` in the URL as it came, *not decoded*: Fastify's `params['*']` is decoded already. */
  readonly remainder: string;
  /** It is on its way to the folder. */
  readonly arriving?: ImageFile | undefined;
  /** Both are asked once the file is known, so that they can depend on its size. */
  readonly credit?: ((file: ImageFile) => TransferHooks) | undefined;
  readonly gate?: ((file: ImageFile) => Gate | undefined) | undefined;
};

/** What happened, for the log: `broken` carries the error, which the client was not told. */
export type ServedImageFile = SentFile | FileFailure | { readonly kind: 'wrong-method' };

const retrySoon: OutgoingHttpHeaders = { 'retry-after': '2' };

/** Answers the request completely, always; never throws. The caller has called `reply.hijack()`. */
export async function serveImageFile(
  deps: ServeImageFileDeps,
  request: IncomingMessage,
  response: ServerResponse,
  target: ImageFileTarget,
): Promise<ServedImageFile> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const text = `Cannot ${request.method} a boot file: only GET and HEAD are served here.`;
    // Closing spares us reading a body that nobody wants.
    sendText(request, response, 405, text, { allow: 'GET, HEAD', connection: 'close' });
    return { kind: 'wrong-method' };
  }
  let outcome = await resolveAndSend(deps, request, response, target);
  // Replaced between the look-up and the opening: the new version is as good.
  if (outcome.kind === 'changed' && !response.headersSent) {
    outcome = await resolveAndSend(deps, request, response, target);
  }
  if (isFailure(outcome) && !response.headersSent) {
    const { status, text } = explainFailure(target.remainder, outcome);
    sendText(request, response, status, text, status === 503 ? retrySoon : {});
  }
  return outcome;
}

async function resolveAndSend(
  { sources, now, stallTimeoutMs }: ServeImageFileDeps,
  request: IncomingMessage,
  response: ServerResponse,
  { folder, remainder, arriving, credit, gate }: ImageFileTarget,
): Promise<ServedImageFile> {
  const resolved: ResolvedImageFile =
    arriving === undefined
      ? await resolveImageFile(folder, remainder, sources.discs)
      : { kind: 'file', file: arriving };
  if (resolved.kind !== 'file') return resolved;
  const { file } = resolved;
  const options = { sources, now, stallTimeoutMs, hooks: credit?.(file), gate: gate?.(file) };
  return sendFile(request, response, file, options);
}

function isFailure(outcome: ServedImageFile): outcome is FileFailure {
  switch (outcome.kind) {
    case 'absent':
    case 'refused':
    case 'changed':
    case 'broken':
      return true;
    case 'complete':
    case 'aborted':
    case 'gate-refused':
    case 'without-body':
    case 'wrong-method':
      return false;
  }
}

function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
  headers: OutgoingHttpHeaders,
): void {
  const body = Buffer.from(`${text}\n`);
  response.writeHead(status, {
    ...headers,
    'content-type': 'text/plain; charset=utf-8',
    'content-length': body.length,
    'x-content-type-options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

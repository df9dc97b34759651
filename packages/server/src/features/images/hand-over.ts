import type { FastifyReply, FastifyRequest } from 'fastify';
import { realpath } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { contentType } from './content-type.ts';
import type { FileSources } from './file-source.ts';
import type { ImageFile } from './image-file.ts';
import { parseRange } from './parse-range.ts';
import { resolveImageFile } from './resolve-image-file.ts';
import type { Gate } from './send-body.ts';

export type HandOver = {
  /** What the proxy knows the folder of the images by, with a slash at both ends; empty: nothing is handed over. */
  readonly location: string;
  readonly imagesFolder: string;
  readonly sources: FileSources;
};

export type HandedFile = {
  readonly folder: string;
  readonly remainder: string;
  readonly gate: ((file: ImageFile) => Gate | undefined) | undefined;
};

/**
 * Lets nginx send the file, which then leaves by the kernel alone, when it asks for that: `X-Sendfile-Type: X-Accel-Redirect`
 * (nginx, ngx_http_upstream: X-Accel-Redirect is the path of an internal location). Only a proxy that is trusted is heard.
 *
 * Not seen here is what then leaves: an install counts as started before its image is handed over, not in the middle of it.
 * @returns whether it was; everything else (no such file, a part of a disc, a gate that does not open) is served as ever
 */
export async function handOver(
  { location, imagesFolder, sources }: HandOver,
  request: FastifyRequest,
  reply: FastifyReply,
  { folder, remainder, gate }: HandedFile,
): Promise<boolean> {
  if (location === '' || !isAskedByProxy(request)) return false;
  const resolved = await resolveImageFile(folder, remainder, sources.discs);
  if (resolved.kind !== 'file' || resolved.file.sizeBytes !== resolved.file.wholeBytes) return false;
  const { file } = resolved;
  if (!(await mayLeave(request, file, gate?.(file)))) return false;
  const path = relative(await realpath(imagesFolder), file.realPath).split(sep);
  await reply
    .header('x-accel-redirect', `${location}${path.map(encodeURIComponent).join('/')}`)
    .header('content-type', contentType(file.name))
    .header('cache-control', 'no-cache')
    .header('x-content-type-options', 'nosniff')
    .send('');
  return true;
}

/** Fastify lists more than one address only when the nearest is one of `trustedProxies`. */
function isAskedByProxy({ headers, ips = [] }: FastifyRequest): boolean {
  return headers['x-sendfile-type'] === 'X-Accel-Redirect' && ips.length > 1;
}

/** With If-Range nginx may send all of it, whatever Range says. */
async function mayLeave(
  { method, headers }: FastifyRequest,
  file: ImageFile,
  gate: Gate | undefined,
): Promise<boolean> {
  if (gate === undefined || method === 'HEAD') return true;
  const asked = headers['if-range'] === undefined ? parseRange(headers.range, file.sizeBytes) : undefined;
  if (asked?.kind === 'unsatisfiable') return true;
  if (asked?.kind === 'part' && asked.range.to <= gate.offset) return true;
  return await gate.pass();
}

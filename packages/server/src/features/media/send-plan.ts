import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type * as DiskImage from '@netberth/disk-image';
import type { Plan } from '@netberth/disk-image';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { chooseAnswer } from '../images/choose-answer.ts';

export type SentPlan = {
  /** What a browser calls it. */
  readonly file: string;
  readonly lastModifiedMs: number;
  readonly now: () => number;
};

/** Up to here an answer is one piece: a BMC asks for a few sectors, thousands of times. */
const onePieceBytes = 256 * 1024;

/** An image, made while it is read: whole, or the range that was asked for. */
export async function sendPlan(
  request: FastifyRequest,
  reply: FastifyReply,
  plan: Plan,
  { file, lastModifiedMs, now }: SentPlan,
): Promise<FastifyReply> {
  const validators = { entityTag: entityTagOf(plan), lastModifiedMs };
  const method = request.method === 'HEAD' ? 'HEAD' : 'GET';
  const { sizeBytes } = plan;
  const { 'if-modified-since': _, ...conditions } = request.headers; // newer firmware changes it without its date
  const answer = chooseAnswer(method, conditions, validators, sizeBytes, now());
  void reply
    .code(answer.status)
    .header('content-disposition', `attachment; filename="${file}"`)
    .header('etag', validators.entityTag)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'no-store');
  if (!('range' in answer)) {
    if (answer.status === 416) void reply.header('content-range', `bytes */${sizeBytes}`);
    return reply.send();
  }
  const { from, to } = answer.range;
  if (answer.status === 206) void reply.header('content-range', `bytes ${from}-${to - 1}/${sizeBytes}`);
  void reply.type('application/octet-stream').header('content-length', to - from);
  if (method === 'HEAD') return reply.send();
  return reply.send(await bodyOf(plan, from, to));
}

let loading: Promise<typeof DiskImage> | undefined;

async function bodyOf(plan: Plan, fromBytes: number, toBytes: number): Promise<Buffer | Readable> {
  // Asked for each piece, the loader of modules took a fourteenth of the work.
  const { readAt, streamPlan } = await (loading ??= import('@netberth/disk-image'));
  if (toBytes - fromBytes > onePieceBytes) return Readable.from(streamPlan(plan, { fromBytes, toBytes }));
  const bytes = readAt(plan, fromBytes, toBytes - fromBytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

const tags = new WeakMap<Plan, string>();
const templates = new WeakMap<Plan['extents'], string>();

/** Of what the template is and of what the slots hold; each is hashed once. */
function entityTagOf(plan: Plan): string {
  const known = tags.get(plan);
  if (known !== undefined) return known;
  const template = templates.get(plan.extents) ?? templateHash(plan);
  templates.set(plan.extents, template);
  const hash = createHash('sha256').update(template);
  for (const { bytes } of plan.slots.values()) hash.update(bytes);
  const tag = `"${hash.digest('hex').slice(0, 32)}"`;
  tags.set(plan, tag);
  return tag;
}

function templateHash({ extents }: Plan): string {
  const hash = createHash('sha256');
  for (const { offsetBytes, source } of extents) {
    hash.update(`${offsetBytes};`);
    if (source.kind === 'bytes') hash.update(source.bytes);
  }
  return hash.digest('hex');
}

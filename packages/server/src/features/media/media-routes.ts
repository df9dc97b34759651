import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Plan } from '@netberth/disk-image';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import { replyRefusal } from '../../platform/plain-reply.ts';
import { chooseAnswer } from '../images/choose-answer.ts';
import type { ImageMaker } from './medium-image.ts';
import { mediumKey } from './medium-key.ts';
import { findMediumByToken } from './medium-store.ts';

export type MediaRoutesNeeds = {
  readonly database: Database;
  readonly images: ImageMaker;
  readonly now: () => number;
};

/** Up to here an answer is one piece: a BMC asks for a few sectors, thousands of times. */
const onePieceBytes = 256 * 1024;

/** `/media/<token>/boot.iso`: the image of a medium, made while it is read. */
export function mediaRoutes(plane: FastifyInstance, needs: MediaRoutesNeeds): void {
  plane.route({
    method: ['GET', 'HEAD'],
    url: '/media/:token/boot.iso',
    handler: (request, reply) => serve(request, reply, needs),
  });
}

async function serve(
  request: FastifyRequest,
  reply: FastifyReply,
  { database, images, now }: MediaRoutesNeeds,
): Promise<FastifyReply> {
  const { token } = request.params as { readonly token: string };
  const medium = await database.read(() => findMediumByToken(hashSecret(token)));
  if (medium === undefined) return replyRefusal(reply, 'noMedium', {});
  const image = await images.imageOf(medium, medium.hasKey ? mediumKey(token) : null);
  if (image.kind === 'refused')
    return replyRefusal(reply, 'mediumBroken', {
      medium: medium.id,
      why: image.problems[0]?.message ?? 'unknown',
    });
  const validators = { entityTag: entityTagOf(image.plan), lastModifiedMs: medium.createdAtMs };
  const method = request.method === 'HEAD' ? 'HEAD' : 'GET';
  const { sizeBytes } = image.plan;
  const { 'if-modified-since': _, ...conditions } = request.headers; // newer firmware changes it without its date
  const answer = chooseAnswer(method, conditions, validators, sizeBytes, now());
  void reply
    .code(answer.status)
    .header(
      'content-disposition',
      `attachment; filename="medium-${medium.id}.${medium.text.format === 'usb' ? 'img' : 'iso'}"`,
    )
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
  return reply.send(await bodyOf(image.plan, from, to));
}

async function bodyOf(plan: Plan, fromBytes: number, toBytes: number): Promise<Buffer | Readable> {
  const { readAt, streamPlan } = await import('@netberth/disk-image');
  if (toBytes - fromBytes > onePieceBytes) return Readable.from(streamPlan(plan, { fromBytes, toBytes }));
  const bytes = readAt(plan, fromBytes, toBytes - fromBytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

const tags = new WeakMap<Plan['extents'], string>();

/** Of what the template is and of what the slots hold; the template is hashed once. */
function entityTagOf(plan: Plan): string {
  const template = tags.get(plan.extents) ?? templateHash(plan);
  tags.set(plan.extents, template);
  const hash = createHash('sha256').update(template);
  for (const { bytes } of plan.slots.values()) hash.update(bytes);
  return `"${hash.digest('hex').slice(0, 32)}"`;
}

function templateHash({ extents }: Plan): string {
  const hash = createHash('sha256');
  for (const { offsetBytes, source } of extents) {
    hash.update(`${offsetBytes};`);
    if (source.kind === 'bytes') hash.update(source.bytes);
  }
  return hash.digest('hex');
}

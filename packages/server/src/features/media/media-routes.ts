import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import { replyRefusal } from '../../platform/plain-reply.ts';
import type { MediumMaker } from './medium-maker.ts';
import { mediumKey } from './medium-key.ts';
import type { MediumRecord } from './medium-record.ts';
import { findMediumByToken } from './medium-store.ts';
import { sendPlan } from './send-plan.ts';

export type MediaRoutesNeeds = {
  readonly database: Database;
  readonly mediumMaker: MediumMaker;
  readonly now: () => number;
};

/**
 * `/media/<token>/boot.iso`: the image of a medium, made while it is read. `/media/<token>/<file>`: what starts the same
 * medium without an image; a machine that boots `ipxe.efi` of there by HTTP finds its script beside it.
 */
export function mediaRoutes(plane: FastifyInstance, needs: MediaRoutesNeeds): void {
  plane.route({
    method: ['GET', 'HEAD'],
    url: '/media/:token/:file',
    handler: (request, reply) => serve(request, reply, needs),
  });
}

async function serve(
  request: FastifyRequest,
  reply: FastifyReply,
  { database, mediumMaker, now }: MediaRoutesNeeds,
): Promise<FastifyReply> {
  const { token, file } = request.params as { readonly token: string; readonly file: string };
  const medium = await database.read(() => findMediumByToken(hashSecret(token)));
  if (medium === undefined) return replyRefusal(reply, 'noMedium', {});
  const key = medium.hasKey ? mediumKey(token) : null;
  const isImage = file === 'boot.iso';
  const image = isImage
    ? await mediumMaker.imageOf(medium, key)
    : await mediumMaker.fileOf(medium, key, file);
  if (image.kind === 'unknown') return replyRefusal(reply, 'noMediumFile', { file: file.slice(0, 100) });
  if (image.kind === 'refused')
    return replyRefusal(reply, 'mediumBroken', {
      medium: medium.id,
      why: image.problems[0]?.message ?? 'unknown',
    });
  const name = isImage ? imageName(medium) : file;
  return sendPlan(request, reply, image.plan, { file: name, lastModifiedMs: medium.createdAtMs, now });
}

function imageName({ id, text }: MediumRecord): string {
  return `medium-${id}.${text.format === 'iso' ? 'iso' : 'img'}`;
}

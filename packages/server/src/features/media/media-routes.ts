import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../database/work.ts';
import { hashSecret } from '../../platform/boot-id.ts';
import { replyRefusal } from '../../platform/plain-reply.ts';
import type { ImageMaker } from './medium-image.ts';
import { mediumKey } from './medium-key.ts';
import { findMediumByToken } from './medium-store.ts';
import { sendPlan } from './send-plan.ts';

export type MediaRoutesNeeds = {
  readonly database: Database;
  readonly images: ImageMaker;
  readonly now: () => number;
};

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
  const file = `medium-${medium.id}.${medium.text.format === 'usb' ? 'img' : 'iso'}`;
  return sendPlan(request, reply, image.plan, { file, lastModifiedMs: medium.createdAtMs, now });
}

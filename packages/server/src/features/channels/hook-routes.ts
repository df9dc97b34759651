import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { UniqueViolation } from '../../database/work.ts';
import type { Database } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { ChannelConfig } from './channel-config.ts';
import { isFirstDelivery } from './delivery-memory.ts';
import { parseGithub, parseGitlab, type ParsedHook } from './parse-hook.ts';
import type { PreviewBuilder } from './preview-builder.ts';
import { reportPreview } from './report-preview.ts';

export type HookRoutesNeeds = {
  readonly database: Database;
  readonly config: ChannelConfig;
  readonly builder: PreviewBuilder;
  /** Where machines reach the server, as people are told. */
  readonly bootUrl: string;
};

const bodyLimit = 2 * 1024 * 1024;

/** `POST /hooks/github`, `/hooks/gitlab`: branches and pull requests become channels, and go away with them. */
export function hookRoutes(
  plane: FastifyInstance,
  { database, config, builder, bootUrl }: HookRoutesNeeds,
): void {
  const take = async (request: FastifyRequest, parsed: ParsedHook) => {
    if (parsed.kind === 'unreadable') throw new CommandRefused('hookUnreadable', { why: parsed.why });
    const { order, happenedAt } = parsed;
    await demandFirst(database, request.body as Buffer, happenedAt);
    if (order.kind === 'remove') await builder.remove(order.channel);
    if (order.kind === 'build') {
      const work = builder
        .build({ ...order, url: config.repository })
        .then((built) => reportPreview({ config, bootUrl }, order, built));
      work.catch((error: unknown) => plane.log.error(error, 'a preview could not be built or reported'));
    }
    return { done: order.kind, channel: 'channel' in order ? order.channel : null };
  };
  void plane.register((scope, _, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (__, body, ready) => ready(null, body));
    scope.post('/hooks/github', { bodyLimit }, async (request, reply) => {
      const body = bodyOf(request, config);
      const signature = `sha256=${createHmac('sha256', config.hookSecret.reveal()).update(body).digest('hex')}`;
      demandSame(request.headers['x-hub-signature-256'], signature);
      const event = String(request.headers['x-github-event'] ?? '');
      return reply.code(202).send(await take(request, parseGithub(event, jsonOf(body))));
    });
    scope.post('/hooks/gitlab', { bodyLimit }, async (request, reply) => {
      const body = bodyOf(request, config);
      demandSame(request.headers['x-gitlab-token'], config.hookSecret.reveal());
      const event = String(request.headers['x-gitlab-event'] ?? '');
      return reply.code(202).send(await take(request, parseGitlab(event, jsonOf(body))));
    });
    done();
  });
}

function bodyOf({ body }: FastifyRequest, { repository, hookSecret }: ChannelConfig): Buffer {
  if (repository === '' || hookSecret.reveal() === '') throw new CommandRefused('hookClosed', {});
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/** In constant time, whatever their lengths. */
function demandSame(said: string | string[] | undefined, wanted: string): void {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (!timingSafeEqual(digest(String(said ?? '')), digest(wanted)))
    throw new CommandRefused('hookUnsigned', {});
}

async function demandFirst(database: Database, body: Buffer, happenedAt: Date | null): Promise<void> {
  const isFirst = await database
    .write(() => isFirstDelivery(body, happenedAt))
    .catch((error: unknown) => {
      // It came to two servers at once.
      if (error instanceof UniqueViolation) return false;
      throw error;
    });
  if (!isFirst) throw new CommandRefused('hookRepeated', {});
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new CommandRefused('hookUnreadable', { why: 'it is no JSON' });
    throw error;
  }
}

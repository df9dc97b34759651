import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../../commands/actor.ts';
import type { Database } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { OverviewWatch } from './overview-watch.ts';

const path = '/api/v1/overview/stream';
const maxStreams = 200;
/** Then the browser comes again by itself, and is asked again who it is. */
const endAfterMs = 5 * 60_000;
/** So that proxies do not take a quiet stream for a dead one. */
const breathMs = 20_000;
/** Whoever reads slower misses overviews, not the newest for long. */
const maxUnsentBytes = 256 * 1024;

export type StreamNeeds = {
  readonly database: Database;
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | undefined>;
};

/** The overview as server-sent events: `event: overview`, its data as `overview show` gives it. */
export function overviewStream(plane: FastifyInstance, { database, authenticate }: StreamNeeds): void {
  const watch = new OverviewWatch(database, (error) => plane.log.error(error, 'reading the overview failed'));
  plane.get(path, async (request, reply) => {
    const actor = await authenticate(request);
    if (!actor) throw new CommandRefused('notSignedIn', {});
    refuseUnlessReader(actor);
    if (watch.lookers >= maxStreams) throw new CommandRefused('tooManyStreams', { limit: maxStreams });
    reply.hijack();
    stream(reply.raw, watch);
  });
}

function refuseUnlessReader(actor: Actor): void {
  const permission = 'machine:read';
  if (actor.permissions.has(permission)) return;
  throw new CommandRefused('notAllowed', { command: 'overview show', permission, actor: actor.name });
}

function stream(response: ServerResponse, watch: OverviewWatch): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.write('retry: 2000\n\n');
  const send = (text: string) => {
    if (response.writableLength < maxUnsentBytes) response.write(text);
  };
  const stopLooking = watch.look((overview) => send(`event: overview\ndata: ${overview}\n\n`));
  const breath = setInterval(() => send(': still here\n\n'), breathMs);
  const end = setTimeout(() => response.end(), endAfterMs);
  response.once('close', () => {
    stopLooking();
    clearInterval(breath);
    clearTimeout(end);
  });
}

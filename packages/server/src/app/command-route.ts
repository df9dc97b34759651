import type { CommandDefinition } from '@netberth/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '../commands/actor.ts';
import type { CommandHandler } from '../commands/command-handler.ts';
import type { CommandTools } from '../commands/command-tools.ts';
import { executeCommand } from '../commands/execute-command.ts';
import { queryLists } from '../commands/query-lists.ts';
import { CommandRefused } from '../platform/command-refused.ts';
import { reasonIn } from './credentials.ts';

export type CommandRouteNeeds = {
  readonly tools: CommandTools;
  /** @returns nobody when the request proves nothing */
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | undefined>;
};

/** The route of a command, made from its definition: who asks, what they say, the one door, the answer. */
export function commandRoute(
  plane: FastifyInstance,
  handler: CommandHandler,
  needs: CommandRouteNeeds,
): void {
  const { http } = handler.definition;
  const actors = new WeakMap<FastifyRequest, Actor>();
  plane.route({
    method: http.method,
    url: `/api/v1${http.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    // Nobody wants the headers of a command alone, and each route takes its time at the start.
    exposeHeadRoute: false,
    config: { hasLongBody: http.upload !== undefined },
    // Before the body is read: a stranger's may be as long as it likes.
    onRequest: async (request) => {
      const actor = await needs.authenticate(request);
      if (!actor) throw new CommandRefused('notSignedIn', {});
      actors.set(request, actor);
    },
    handler: async (request, reply) => {
      const actor = actors.get(request);
      if (!actor) throw new Error(`Answering ${request.url}: nobody asked who is asking.`);
      const upload = http.upload ? request.raw : undefined;
      const alongside = { upload, ifMatch: request.headers['if-match'], reason: reasonIn(request) };
      const input = inputOf(request, handler.definition);
      const { output, revision } = await executeCommand(needs.tools, handler, input, actor, alongside);
      if (revision !== null) reply.header('etag', `"${revision}"`);
      return reply.header('cache-control', 'no-store').send(output);
    },
  });
}

/** Path, query and body are one input; the path wins, so that nobody is changed but whom the URL names. */
function inputOf(request: FastifyRequest, definition: CommandDefinition): unknown {
  const body = definition.http.upload === undefined && isObject(request.body) ? request.body : {};
  const query = isObject(request.query) ? queryLists(definition, request.query) : {};
  const params = isObject(request.params) ? request.params : {};
  return { ...query, ...body, ...params };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { STATUS_CODES } from 'node:http';
import type { RequestListener } from 'node:http';
import type { CommandDefinition, Problem } from '@netberth/api';
import Fastify from 'fastify';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../commands/actor.ts';
import { reasonIn } from './credentials.ts';
import type { CommandHandler } from '../commands/command-handler.ts';
import { executeCommand } from '../commands/execute-command.ts';
import type { CommandTools } from '../commands/command-tools.ts';
import { queryLists } from '../commands/query-lists.ts';
import { openapiDocument } from '../commands/openapi-document.ts';
import { CommandRefused } from '../platform/command-refused.ts';
import type { AdminTls } from './tls/admin-tls.ts';
import { plainOperations } from './plain-operations.ts';
import { quietLog } from './quiet-log.ts';
import { sizeText } from '../platform/size-text.ts';
import { endSlowBodies } from './slow-body.ts';
import { endConnection, whyUnreadable } from './unreadable-request.ts';

export type AdminNeeds = {
  readonly tools: CommandTools;
  readonly handlers: readonly CommandHandler[];
  /** @returns nobody when the request proves nothing */
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | undefined>;
  /** Refuses by throwing; against DNS rebinding. */
  readonly checkHost: (request: FastifyRequest) => void;
  /** Asks the database, and throws when that does not answer. @returns what is wrong; null: it is ready */
  readonly whyNotReady: () => Promise<string | null>;
  readonly metrics: () => Promise<string>;
  /** Absent: plain HTTP. */
  readonly tls?: AdminTls | undefined;
};

/** What the API answers is no page: no browser may run, frame or guess anything of it. A page sets its own policy. */
const nothingForPages = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

const bodyLimitBytes = 64 * 1024 * 1024;
/** A long list on a slow line. */
const bodyWithinMs = 10 * 60_000;

/** The HTTP server of administrators: every route is made from a command definition. */
export function makeAdminPlane(logger: FastifyBaseLogger, needs: AdminNeeds): FastifyInstance {
  const { tls } = needs;
  const plane = Fastify({
    loggerInstance: logger,
    // Node would answer in no language at all.
    http: { requireHostHeader: false },
    ...(tls && { serverFactory: (listener: RequestListener) => tls.makeServer(listener) }),
    logController: quietLog,
    bodyLimit: bodyLimitBytes,
    routerOptions: { maxParamLength: 1024 },
    forceCloseConnections: true,
    frameworkErrors: (error, request, reply) => {
      void replyProblem(unreadable(error), request, reply);
    },
    clientErrorHandler: (error, socket) => {
      const text = JSON.stringify(problemOf(unreadable(error)));
      endConnection(socket, error, { status: 400, type: problemType, text });
    },
  });
  endSlowBodies(plane, bodyWithinMs);
  plane.addContentTypeParser('application/x-tar', (_, __, done) => done(null));
  plane.addHook('onRequest', (request, reply, done) => {
    needs.checkHost(request);
    reply.headers(nothingForPages);
    done();
  });
  plane.setErrorHandler((error, request, reply) => replyProblem(error, request, reply));
  plane.setNotFoundHandler((request, reply) =>
    replyProblem(
      new CommandRefused('noSuchRoute', { method: request.method, path: request.url.slice(0, 100) }),
      request,
      reply,
    ),
  );
  for (const handler of needs.handlers) addCommandRoute(plane, handler, needs);
  addSystemRoutes(plane, needs);
  return plane;
}

function addCommandRoute(plane: FastifyInstance, handler: CommandHandler, needs: AdminNeeds): void {
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

function addSystemRoutes(plane: FastifyInstance, { handlers, whyNotReady, metrics }: AdminNeeds): void {
  let document: ReturnType<typeof openapiDocument> | undefined;
  plane.get('/api/openapi.json', (_, reply) => {
    document ??= openapiDocument({
      definitions: handlers.map(({ definition }) => definition),
      plain: plainOperations,
      revised: new Set(handlers.filter(hasRevision).map(({ definition }) => definition.name)),
    });
    return reply.send(document);
  });
  plane.get('/healthz', (_, reply) => reply.type('text/plain').send('ok\n'));
  plane.get('/readyz', async (request, reply) => {
    const why = await whyNotReady().catch((error: unknown) => {
      request.log.warn(error, 'the database does not answer');
      return 'the database does not answer';
    });
    return reply
      .code(why === null ? 200 : 503)
      .type('text/plain')
      .send(why === null ? 'ready\n' : `not ready: ${why}\n`);
  });
  plane.get('/metrics', async (_, reply) => reply.type('text/plain; version=0.0.4').send(await metrics()));
}

function hasRevision(handler: CommandHandler): boolean {
  return handler.kind === 'write' && handler.revised !== undefined;
}

function replyProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refused = asRefused(error, request);
  // Else the sender would go on to the end of what nobody reads.
  if (!request.raw.complete) void reply.header('connection', 'close');
  return reply.code(refused.entry.status).type(problemType).send(problemOf(refused));
}

const problemType = 'application/problem+json';

function problemOf(refused: CommandRefused): Problem {
  const { code, status } = refused.entry;
  return {
    type: `urn:netberth:error:${code.toLowerCase()}`,
    title: STATUS_CODES[status] ?? 'Refused',
    status,
    code,
    detail: `${refused.message}. ${refused.wayOut}`,
    ...(refused.fields.length > 0 && { fields: [...refused.fields] }),
  };
}

function unreadable(error: Error & { code?: string }): CommandRefused {
  return new CommandRefused('unreadableCommand', { why: whyUnreadable(error) });
}

function asRefused(error: unknown, request: FastifyRequest): CommandRefused {
  if (error instanceof CommandRefused) return error;
  if (isObject(error) && error['code'] === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new CommandRefused('bodyTooLarge', { limit: sizeText(request.routeOptions.bodyLimit) });
  const status = isObject(error) && typeof error['statusCode'] === 'number' ? error['statusCode'] : 500;
  if (status >= 400 && status < 500) {
    const message = error instanceof Error ? error.message : String(error);
    return new CommandRefused('badInput', {}, [{ field: '(body)', message }]);
  }
  request.log.error(error, 'a command failed');
  return new CommandRefused('adminFailed', {});
}

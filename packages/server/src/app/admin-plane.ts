import type { RequestListener } from 'node:http';
import Fastify from 'fastify';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import { CommandRefused } from '../platform/command-refused.ts';
import { commandRoute } from './command-route.ts';
import type { CommandRouteNeeds } from './command-route.ts';
import { quietLog } from './quiet-log.ts';
import { problemOf, problemType, replyProblem, unreadable } from './reply-problem.ts';
import { endSlowBodies } from './slow-body.ts';
import { systemRoutes } from './system-routes.ts';
import type { SystemRoutesNeeds } from './system-routes.ts';
import type { AdminTls } from './tls/admin-tls.ts';
import { endConnection } from './unreadable-request.ts';

export type AdminNeeds = CommandRouteNeeds &
  SystemRoutesNeeds & {
    /** Refuses by throwing; against DNS rebinding. */
    readonly checkHost: (request: FastifyRequest) => void;
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
  for (const handler of needs.handlers) commandRoute(plane, handler, needs);
  systemRoutes(plane, needs);
  return plane;
}

import { parse as parseQuery } from 'node:querystring';
import Fastify from 'fastify';
import { quietLog } from './quiet-log.ts';
import type { FastifyInstance, FastifyBaseLogger } from 'fastify';
import { refusalText, replyRefusal } from '../platform/plain-reply.ts';
import { endSlowBodies } from './slow-body.ts';
import { endConnection, whyUnreadable } from './unreadable-request.ts';

/** Larger bodies are read up to this and cut: a failing installer that sends a long log must still be heard. */
const bodyLimitBytes = 64 * 1024;
/** Beyond this nobody is listening any more. */
const bodyEndBytes = 8 * 1024 * 1024;

/** The HTTP server that machines reach; features add their routes. Scripts and texts only, no listing of anything. */
export function makeBootPlane(logger: FastifyBaseLogger, trustedProxies: readonly string[]): FastifyInstance {
  const plane = Fastify({
    loggerInstance: logger,
    // Node would answer in no language at all.
    http: { requireHostHeader: false },
    logController: quietLog,
    exposeHeadRoutes: false,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: Number.MAX_SAFE_INTEGER,
    routerOptions: {
      maxParamLength: 512,
      // iPXE writes a blank as %20: a plus in a serial number is a plus.
      querystringParser: (text) => parseQuery(text.replaceAll('+', '%2B')),
    },
    forceCloseConnections: true,
    frameworkErrors: (error, _, reply) => {
      void replyRefusal(reply, 'unreadable', { why: whyUnreadable(error) });
    },
    clientErrorHandler: (error, socket) => {
      const text = refusalText('unreadable', { why: whyUnreadable(error) });
      endConnection(socket, error, { status: 400, type: 'text/plain; charset=utf-8', text });
    },
  });
  endSlowBodies(plane);
  plane.removeAllContentTypeParsers();
  // A client that names no type, or none that exists, is heard all the same.
  plane.addHook('onRequest', (request, _, done) => {
    delete request.headers['content-type'];
    done();
  });
  plane.addContentTypeParser('*', (request, body, done) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    body.on('data', (chunk: Buffer) => {
      if (bytes < bodyLimitBytes) chunks.push(chunk.subarray(0, bodyLimitBytes - bytes));
      bytes += chunk.length;
      if (bytes > bodyEndBytes) request.raw.destroy();
    });
    body.on('end', () => done(null, Buffer.concat(chunks)));
    body.on('error', done);
  });
  plane.setNotFoundHandler((request, reply) =>
    replyRefusal(reply, 'noSuchPath', { path: pathOf(request.url) }),
  );
  plane.setErrorHandler((error, request, reply) => {
    request.log.error(error, 'answering a machine failed');
    return replyRefusal(reply, 'serverFailed', {});
  });
  return plane;
}

function pathOf(url: string): string {
  return (url.split('?', 1)[0] ?? '').slice(0, 100);
}

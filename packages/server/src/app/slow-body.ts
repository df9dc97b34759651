import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- it is merged with Fastify's own
  interface FastifyContextConfig {
    /** Its body is large, and may come for hours. */
    readonly hasLongBody?: boolean;
  }
}

/** Firmware on a bad line sends 64 KiB in this time. */
const bodyWithinMs = 60_000;

/**
 * Ends requests whose body does not arrive, which Node would wait for as long as the sender likes, and so a few machines
 * could take every connection. Headers have a limit of Node's own.
 */
export function endSlowBodies(plane: FastifyInstance, withinMs = bodyWithinMs): void {
  plane.addHook('onRequest', (request, _, done) => {
    if (hasBody(request) && request.routeOptions.config.hasLongBody !== true) endAfter(request, withinMs);
    done();
  });
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

function endAfter({ raw }: FastifyRequest, withinMs: number): void {
  const timer = setTimeout(() => {
    if (!raw.complete) raw.destroy();
  }, withinMs);
  timer.unref();
  raw.once('close', () => clearTimeout(timer));
}

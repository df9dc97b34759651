import type { FastifyInstance } from 'fastify';
import type { CommandHandler } from '../commands/command-handler.ts';
import { openapiDocument } from '../commands/openapi-document.ts';
import { plainOperations } from './plain-operations.ts';

export type SystemRoutesNeeds = {
  readonly handlers: readonly CommandHandler[];
  /** Asks the database, and throws when that does not answer. @returns what is wrong; null: it is ready */
  readonly whyNotReady: () => Promise<string | null>;
  readonly metrics: () => Promise<string>;
};

/** What programs ask that watch the server, and what describes its API. */
export function systemRoutes(
  plane: FastifyInstance,
  { handlers, whyNotReady, metrics }: SystemRoutesNeeds,
): void {
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

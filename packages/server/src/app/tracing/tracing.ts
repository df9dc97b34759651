import type { FastifyInstance } from 'fastify';
import type { Database } from '../../database/work.ts';
import type { Secret } from '../../config/secret.ts';

/** What makes traces of requests and of the transactions in them. */
export type Tracing = {
  /** Every request of a plane becomes a span, within the trace that `traceparent` names, if it does. */
  readonly watchPlane: (plane: FastifyInstance, name: 'boot' | 'admin') => void;
  /** Every transaction becomes a span of the request that it is for. */
  readonly watchDatabase: (database: Database) => Database;
  /** Sends what is left. */
  readonly stop: () => Promise<void>;
};

const noTracing: Tracing = {
  watchPlane: () => undefined,
  watchDatabase: (database) => database,
  stop: async () => undefined,
};

/** @param url of the setting `tracing.url`; null: nothing is traced, and nothing of the library is loaded */
export async function openTracing(url: Secret | null, onError: (error: unknown) => void): Promise<Tracing> {
  if (url === null) return noTracing;
  const { openTelemetry } = await import('./open-telemetry.ts');
  return openTelemetry(url.reveal(), onError);
}

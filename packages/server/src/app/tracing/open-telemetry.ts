import { AsyncLocalStorage } from 'node:async_hooks';
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  isSpanContextValid,
  trace,
} from '@opentelemetry/api';
import type { Context, Span, Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../../database/work.ts';
import type { Tracing } from './tracing.ts';

/** Traces to an OTLP receiver, in batches; one that does not answer costs spans, not requests. */
export function openTelemetry(url: string, onError: (error: unknown) => void): Tracing {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'netberth' }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }))],
  });
  const tracer = provider.getTracer('netberth');
  const current = new AsyncLocalStorage<Context>();
  return {
    watchPlane: (plane, name) => watchPlane(plane, name, tracer, current),
    watchDatabase: (database) => watchDatabase(database, tracer, current),
    // What is left is lost with a receiver that does not answer: no reason not to end well.
    stop: () => provider.shutdown().catch(onError),
  };
}

function watchPlane(
  plane: FastifyInstance,
  name: string,
  tracer: Tracer,
  current: AsyncLocalStorage<Context>,
): void {
  const spans = new WeakMap<FastifyRequest, Span>();
  plane.addHook('onRequest', (request, _, done) => {
    // The route, not the URL: that has boot ids in it.
    const route = request.routeOptions.url ?? 'none';
    const parent = parentOf(request);
    const attributes = { 'http.request.method': request.method, 'http.route': route, 'netberth.plane': name };
    const span = tracer.startSpan(
      `${request.method} ${route}`,
      { kind: SpanKind.SERVER, attributes },
      parent,
    );
    spans.set(request, span);
    current.run(trace.setSpan(parent, span), done);
  });
  plane.addHook('onResponse', (request, reply, done) => {
    const span = spans.get(request);
    span?.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}

/** W3C Trace Context, section 3.2: `00-TRACE-PARENT-FLAGS`. */
function parentOf({ headers }: FastifyRequest): Context {
  const [, traceId = '', spanId = ''] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(String(headers['traceparent'])) ?? [];
  const parent = { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return isSpanContextValid(parent) ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
}

function watchDatabase(database: Database, tracer: Tracer, current: AsyncLocalStorage<Context>): Database {
  const within = async <Result>(name: string, run: () => Promise<Result>): Promise<Result> => {
    const context = current.getStore();
    // What jobs do is nobody's request.
    if (context === undefined) return await run();
    const span = tracer.startSpan(name, { kind: SpanKind.CLIENT }, context);
    try {
      return await run();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
      throw error;
    } finally {
      span.end();
    }
  };
  return {
    read: (work) => within('database read', () => database.read(work)),
    write: (work) => within('database write', () => database.write(work)),
    writeTogether: (work) => within('database write', () => database.writeTogether(work)),
    forgetErased: () => database.forgetErased(),
    close: () => database.close(),
  };
}

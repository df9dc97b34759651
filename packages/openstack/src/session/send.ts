import type { Content } from './call.ts';
import { errorOfAnswer } from './error-of-answer.ts';
import type { FetchAnswer } from './fetch.ts';
import { OpenstackError } from './openstack-error.ts';
import { pauseBeforeRetry, type Attempt, type RetryRules } from './retry.ts';
import type { Surroundings } from './surroundings.ts';

/** A request with everything in it. */
export type Request = {
  readonly service: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Content | null;
  readonly rules: RetryRules;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
};

/** Sends until an answer is final. Throws OpenstackError for what is not 2xx, and what `signal` was aborted with. */
export async function send(request: Request, surroundings: Surroundings): Promise<FetchAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    const { outcome, answer, error } = await tryOnce(request, surroundings);
    if (answer !== null && answer.status < 300) return answer;
    const pauseMs = pauseBeforeRetry(outcome, attempt, request.rules, surroundings.random);
    if (pauseMs === null) throw error ?? (await refusal(request, answer));
    // An answer that nobody reads keeps its connection.
    await answer?.text();
    await surroundings.pause(pauseMs, request.signal);
  }
}

type Tried = {
  readonly outcome: Attempt;
  readonly answer: FetchAnswer | null;
  readonly error: OpenstackError | null;
};

async function tryOnce(request: Request, { fetch }: Surroundings): Promise<Tried> {
  const { method, url, headers, body, timeoutMs, signal } = request;
  const timeout = AbortSignal.timeout(timeoutMs);
  const init = {
    method,
    headers,
    body: typeof body === 'string' || body === null ? body : body.open(),
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
  };
  try {
    const answer = await fetch(url, init);
    const { status } = answer;
    return {
      outcome: { kind: 'answer', status, retryAfter: answer.headers.get('retry-after') },
      answer,
      error: null,
    };
  } catch (cause) {
    signal?.throwIfAborted();
    return {
      outcome: { kind: 'no-answer', isSent: isSent(cause) },
      answer: null,
      error: unreachable(request, cause),
    };
  }
}

/** Names that could not be resolved and ports that nobody listens on have seen nothing of the request. */
function isSent(cause: unknown): boolean {
  return !/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT|certificate/.test(words(cause));
}

function unreachable({ service, method, url, timeoutMs }: Request, cause: unknown): OpenstackError {
  const isTimeout = cause instanceof Error && cause.name === 'TimeoutError';
  const what = isTimeout ? `no answer within ${Math.round(timeoutMs / 1000)} seconds` : words(cause);
  const { origin } = new URL(url);
  return new OpenstackError(
    `${service} at ${origin} cannot be reached (${method}): ${what}`,
    { kind: 'unreachable', service, status: null, requestId: null, type: null },
    { cause },
  );
}

/** fetch says "fetch failed"; what failed is the cause of that. */
function words(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause instanceof Error ? words(cause.cause) : '';
  const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : '';
  return inner === '' ? `${cause.message}${code}` : inner;
}

async function refusal(request: Request, answer: FetchAnswer | null): Promise<OpenstackError> {
  if (answer === null) throw new Error('an attempt came to neither an answer nor an error');
  const { pathname } = new URL(request.url);
  return errorOfAnswer({
    service: request.service,
    request: `${request.method} ${pathname}`,
    status: answer.status,
    requestId:
      answer.headers.get('x-openstack-request-id') ??
      answer.headers.get('x-compute-request-id') ??
      answer.headers.get('x-trans-id'),
    text: await answer.text(),
  });
}

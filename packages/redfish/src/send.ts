import type { FetchAnswer, Surroundings } from './fetch.ts';
import { RedfishError } from './redfish-error.ts';

export type Answer = { readonly status: number; readonly headers: Sent['headers']; readonly json: unknown };

export type Sent = {
  readonly status: number;
  readonly headers: FetchAnswer['headers'];
  readonly text: string;
};

export type ToSend = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
};

/** These names of an error say that no request has left. */
const neverSent = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** One request with a whole answer, whatever its status. @throws RedfishError where there is none */
export async function send(
  { method, url, headers, body, timeoutMs }: ToSend,
  { fetch }: Surroundings,
): Promise<Sent> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await fetch(url, { method, headers, body, signal });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  } catch (error) {
    if (error instanceof RedfishError) throw error;
    if (signal.aborted) throw silent(`no answer within ${Math.round(timeoutMs / 1000)} seconds`, error);
    const cause = innermost(error);
    const code = 'code' in cause ? String(cause.code) : '';
    if (neverSent.includes(code))
      throw new RedfishError(`nobody answers (${code})`, { kind: 'unreachable' }, { cause });
    const tls = tlsProblem(code, cause.message);
    if (tls !== null) throw new RedfishError(tls, { kind: 'tls' }, { cause });
    throw silent(`the connection broke (${cause.message})`, error);
  }
}

function silent(what: string, cause: unknown): RedfishError {
  return new RedfishError(what, { kind: 'silent' }, { cause });
}

/** As OpenSSL and Node name them. Null: it is something else. */
function tlsProblem(code: string, message: string): string | null {
  if (/UNSUPPORTED_PROTOCOL|WRONG_VERSION_NUMBER|TLSV1_ALERT_PROTOCOL_VERSION/.test(code))
    return 'it speaks no TLS newer than 1.1, which can be broken: give it new firmware, or allow old TLS';
  if (
    /DH_KEY_TOO_SMALL|EE_KEY_TOO_SMALL|CA_MD_TOO_WEAK|HANDSHAKE_FAILURE|NO_SHARED_CIPHER|NO_CIPHERS|UNSAFE_LEGACY/.test(
      code,
    )
  )
    return 'it has only keys and ciphers that can be broken: give it new firmware, or allow old TLS';
  if (code.startsWith('ERR_SSL') || code === 'EPROTO')
    return `it does not speak TLS (${message.slice(0, 100)})`;
  return null;
}

function innermost(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  return error.cause instanceof Error ? innermost(error.cause) : error;
}

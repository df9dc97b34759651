import { isMapping } from '../cloud/mapping.ts';
import { OpenstackError, type ErrorKind } from './openstack-error.ts';

export type RefusedAnswer = {
  readonly service: string;
  /** What was asked, for the message: `POST /servers`. */
  readonly request: string;
  readonly status: number;
  readonly requestId: string | null;
  readonly text: string;
};

/** Every service words its refusals differently; this is what they have in common. */
export function errorOfAnswer(answer: RefusedAnswer): OpenstackError {
  const { service, request, status, requestId, text } = answer;
  const { message, type } = wordsOf(text);
  const said = message === '' ? 'says nothing more' : message;
  const trace = requestId === null ? '' : ` (request ${requestId})`;
  return new OpenstackError(`${service} answers ${status} to ${request}: ${said}${trace}`, {
    kind: kindOf(status, `${type ?? ''} ${message}`),
    service,
    status,
    requestId,
    type,
  });
}

function kindOf(status: number, words: string): ErrorKind {
  const isQuota = /quota|limit exceeded|exceeds? allowed/i.test(words);
  if (isQuota && [400, 403, 409, 413].includes(status)) return 'quota';
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 409) return 'conflict';
  if (status === 413) return 'quota';
  return status >= 500 ? 'broken' : 'refused';
}

function wordsOf(text: string): { message: string; type: string | null } {
  const parsed = tryJson(text);
  if (parsed === undefined) return { message: plainText(text), type: null };
  // Nova: {"badRequest": {"message"}}, Keystone: {"error": {"message"}}, Neutron: {"NeutronError": {"type", "message"}}
  const outer = isMapping(parsed) ? parsed : {};
  const inner = Object.values(outer).find(isMapping) ?? outer;
  const message = inner['message'] ?? outer['message'];
  const type = inner['type'];
  return {
    message: typeof message === 'string' ? message : plainText(text),
    type: typeof type === 'string' ? type : null,
  };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const longestWords = 500;

/** Glance and proxies answer in HTML. */
function plainText(text: string): string {
  return text
    .replaceAll(/<(title|style)[^>]*>[^]*?<\/\1>|<[^>]*>/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, longestWords);
}

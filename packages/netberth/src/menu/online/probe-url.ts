import { sizeText } from '../../output/measure-text.ts';

/** What came of asking for a file without fetching it. */
export type Probed =
  | { readonly ok: true; readonly sizeBytes: number | null }
  /** `why` goes on from the URL: `answers 404`. */
  | { readonly ok: false; readonly why: string };

export type ProbeOptions = {
  /** For each answer, not for all redirections together. */
  readonly timeoutMs: number;
};

const mostRedirections = 5;
/** The largest files of the menu are ISOs of some GiB: a mirror that offers this much offers something else. */
const mostBytes = 50 * 1024 ** 3;
/** Servers that do not answer HEAD, and some that forbid it. */
const refusesHead = [400, 403, 405, 501];

/**
 * Is this file there, for a machine that would fetch it? Asked by HEAD, by one byte where that is refused.
 *
 * A page in place of the file and a redirection to another protocol are as bad as a 404: most builds of iPXE cannot
 * follow from `http` to `https`, and a web page is no kernel.
 */
export async function probeUrl(url: string, { timeoutMs }: ProbeOptions): Promise<Probed> {
  const { protocol } = new URL(url);
  let place = url;
  for (let count = 0; count <= mostRedirections; count += 1) {
    const answer = await ask(place, timeoutMs);
    if (typeof answer === 'string') return { ok: false, why: answer };
    const location = answer.headers.get('location');
    if (answer.status < 300 || answer.status > 399 || location === null) return judge(place, answer);
    const next = URL.parse(location, place);
    if (next === null) return { ok: false, why: `is moved to "${location}", which is no URL` };
    if (next.protocol !== protocol)
      return {
        ok: false,
        why: `is moved to ${next.href}: iPXE cannot follow to another protocol everywhere`,
      };
    place = next.href;
  }
  return { ok: false, why: `is moved more than ${mostRedirections} times` };
}

/** @returns the answer without its body, or why there was none */
async function ask(url: string, timeoutMs: number): Promise<Response | string> {
  const head = await request(url, timeoutMs, { method: 'HEAD' });
  if (typeof head === 'string' || !refusesHead.includes(head.status)) return head;
  return request(url, timeoutMs, { method: 'GET', headers: { range: 'bytes=0-0' } });
}

async function request(url: string, timeoutMs: number, init: RequestInit): Promise<Response | string> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(url, { ...init, redirect: 'manual', signal });
    await answer.body?.cancel();
    return answer;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      return `does not answer within ${timeoutMs / 1000} s`;
    if (error instanceof TypeError) return `cannot be reached: ${causeOf(error)}`;
    throw error;
  }
}

function causeOf({ cause, message }: Error): string {
  if (!(cause instanceof Error)) return message;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

function judge(url: string, { ok, status, headers }: Response): Probed {
  if (!ok) return { ok: false, why: `answers ${status}` };
  const isPage = /^text\/html\b/.test(headers.get('content-type') ?? '');
  if (isPage && !/(\/|\.html?)$/.test(new URL(url).pathname))
    return { ok: false, why: 'answers with a web page in place of the file' };
  const whole = /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1] ?? headers.get('content-length');
  const sizeBytes = whole === null ? null : Number(whole);
  return sizeBytes !== null && sizeBytes > mostBytes
    ? {
        ok: false,
        why: `has ${sizeText(sizeBytes)}, and nothing that boots is larger than ${sizeText(mostBytes)}`,
      }
    : { ok: true, sizeBytes };
}

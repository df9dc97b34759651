import type { Answer, FormField, SimulateAsyncOptions } from '@netberth/ipxe/simulate';

const patienceMs = 20_000;

/** What is read of a file that is no script; kernels are recognised by less. */
const beginningBytes = 65_536;
const longestScriptBytes = 1_048_576;

/**
 * What the web gives for a URL, asked as iPXE asks. Of a file that is no script only the beginning is read. What iPXE
 * fetches by other protocols than HTTP is taken to be there.
 */
export function answerFromWeb(userAgent: string): SimulateAsyncOptions['fetch'] {
  return async (url, form) => {
    if (!/^https?:/i.test(url) || !URL.canParse(url)) return { kind: 'unseen' };
    try {
      return await answerOf(await fetch(withoutUser(url), requestOf(url, userAgent, form)));
    } catch (error) {
      return failureOf(error);
    }
  };
}

function requestOf(url: string, userAgent: string, form: readonly FormField[] | null): RequestInit {
  const { username, password } = new URL(url);
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const headers = new Headers({ 'user-agent': userAgent, 'accept-encoding': 'identity' });
  if (username !== '') headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
  for (const { name, value, isHeader } of form ?? []) if (isHeader) headers.set(name, value);
  return {
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
    ...(form && { method: 'POST', body: bodyOf(form) }),
  };
}

function bodyOf(form: readonly FormField[]): URLSearchParams {
  const body = new URLSearchParams();
  for (const { name, value, isHeader } of form) if (!isHeader) body.append(name, value);
  return body;
}

/** fetch() refuses a URL with a password in it. */
function withoutUser(url: string): string {
  return Object.assign(new URL(url), { username: '', password: '' }).href;
}

async function answerOf(response: Response): Promise<Answer> {
  const place = response.headers.get('location');
  if (response.status >= 300 && response.status < 400 && place !== null) {
    await response.body?.cancel();
    return { kind: 'redirect', url: place };
  }
  if (!response.ok) {
    await response.body?.cancel();
    return { kind: 'status', status: response.status };
  }
  const bytes = await beginningOf(response);
  return { kind: 'file', bytes, sizeBytes: Number(response.headers.get('content-length') ?? bytes.length) };
}

async function beginningOf(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    const isScript = Buffer.concat(chunks, 6).toString('latin1') === '#!ipxe';
    if (length >= (isScript ? longestScriptBytes : beginningBytes)) break;
  }
  return Buffer.concat(chunks);
}

/** How iPXE would fail where there is no answer at all. */
function failureOf(error: unknown): Answer {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { kind: 'unknown-host' };
  return code === 'ECONNREFUSED' ? { kind: 'refused' } : { kind: 'timeout' };
}

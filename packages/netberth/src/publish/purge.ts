import { execFile } from 'node:child_process';

export type Changed = { readonly channel: string; readonly version: string; readonly url: string | null };

const withinMs = 60_000;

/**
 * Tells a CDN what has changed: a URL gets it as JSON, a command in `NETBERTH_CHANNEL`, `NETBERTH_VERSION` and
 * `NETBERTH_URLS` (separated by blanks). Null: done; else what was wrong.
 */
export async function purge(hook: string, changed: Changed): Promise<string | null> {
  const urls =
    changed.url === null ? [] : ['/', '/index.html', '/menu.ipxe'].map((path) => changed.url + path);
  return /^https?:\/\//.test(hook) ? post(hook, changed, urls) : run(hook, changed, urls);
}

async function post(
  hook: string,
  { channel, version }: Changed,
  urls: readonly string[],
): Promise<string | null> {
  try {
    const answer = await fetch(hook, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ channel, version, urls }),
      signal: AbortSignal.timeout(withinMs),
    });
    return answer.ok ? null : `${hook} answers ${answer.status}`;
  } catch (error) {
    return `${hook}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function run(
  command: string,
  { channel, version }: Changed,
  urls: readonly string[],
): Promise<string | null> {
  const told = { NETBERTH_CHANNEL: channel, NETBERTH_VERSION: version, NETBERTH_URLS: urls.join(' ') };
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...told }, timeout: withinMs };
    execFile('/bin/sh', ['-c', command], options, (error, _, stderr) => {
      if (error === null) return resolve(null);
      const said = stderr.trim().split('\n').at(-1) ?? '';
      resolve(
        `\`${command}\` ended with ${error.code ?? error.signal ?? 'an error'}${said === '' ? '' : `: ${said}`}`,
      );
    });
  });
}

import { menuPreview } from '@netberth/api';
import type { OutputOf } from '@netberth/api';
import { ask } from '../server/ask.ts';

/** The server, as the previewed machine reaches it: the gateway of the network that v86 makes up. */
export const serverOrigin = 'http://192.168.86.1';

/** One request of the previewed machine, and what it came to; `file`: none of the server's scripts. */
export type Asked = {
  readonly url: string;
  readonly answer: 'script' | 'file';
  readonly decision: OutputOf<typeof menuPreview>['decision'];
  readonly reason: string | null;
};

export type Answered = { readonly asked: Asked; readonly script: string | null };

/**
 * What this server would answer to a URL, without recording anything; null for a script: a file, or somebody else's.
 * @param machine who asks: a reference; null: whoever it says it is
 */
export async function askPreview(url: string, machine: string | null): Promise<Answered> {
  if (!url.startsWith(`${serverOrigin}/`)) return file(url);
  const address = url.slice(serverOrigin.length);
  const { script, decision, reason } = await ask(menuPreview, {
    address,
    ...(machine !== null && { machine }),
  });
  return script === null ? file(url) : { asked: { url, answer: 'script', decision, reason }, script };
}

function file(url: string): Answered {
  return { asked: { url, answer: 'file', decision: null, reason: null }, script: null };
}

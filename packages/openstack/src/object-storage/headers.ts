import type { FetchAnswer } from '../session/fetch.ts';
import { isKind } from '../session/openstack-error.ts';
import type { Session } from '../session/session.ts';

type Headers = FetchAnswer['headers'];

/** What Swift says of a container or an object; null: there is none. */
export async function headersOf(session: Session, path: string): Promise<Headers | null> {
  try {
    const headers = { accept: '*/*' };
    return (await session.call({ service: 'object-store', method: 'HEAD', path, headers })).headers;
  } catch (error) {
    if (isKind(error, 'not-found')) return null;
    throw error;
  }
}

/** The headers of a prefix, without it. */
export function metadataOf(headers: Headers, prefix: string): Record<string, string> {
  const metadata: Record<string, string> = {};
  headers.forEach((value, name) => {
    if (name.startsWith(prefix)) metadata[name.slice(prefix.length)] = value;
  });
  return metadata;
}

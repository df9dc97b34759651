import type { Content, OpenAnswer } from '../session/call.ts';
import { isKind, OpenstackError } from '../session/openstack-error.ts';
import type { Session } from '../session/session.ts';
import { headersOf, metadataOf } from './headers.ts';

const service = 'object-store';
const dayMs = 24 * 3_600_000;

/**
 * Stores an object and compares Swift's checksum with that of what was sent. At most 5 GiB, as Swift takes them in one
 * piece. Gives its MD5, which is its ETag.
 */
export async function putObject(
  session: Session,
  container: string,
  name: string,
  content: Content,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const sent = { hash: session.surroundings.hash('md5') };
  const open = () => {
    const hash = session.surroundings.hash('md5');
    sent.hash = hash;
    return hashed(content.open(), hash);
  };
  const path = objectPath(container, name);
  const body = { ...content, open };
  const { headers: said } = await session.call({
    service,
    method: 'PUT',
    path,
    content: body,
    headers,
    timeoutMs: dayMs,
  });
  const etag = said.get('etag')?.replaceAll('"', '') ?? null;
  const md5 = sent.hash.hex();
  if (etag === md5) return md5;
  throw new OpenstackError(`object-store has "${name}" with the checksum ${etag}, but ${md5} was sent`, {
    kind: 'broken',
    service,
    status: null,
    requestId: said.get('x-openstack-request-id'),
    type: null,
  });
}

async function* hashed(
  bytes: AsyncIterable<Uint8Array>,
  hash: { update(chunk: Uint8Array): void },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}

export type ObjectFacts = {
  readonly sizeBytes: number;
  /** Of an object in one piece its MD5. */
  readonly etag: string;
  readonly type: string;
  readonly changedAt: string;
  /** `x-object-meta-…`, without that; in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
};

/** What is known of an object, without its bytes; null: there is none. */
export async function headObject(
  session: Session,
  container: string,
  name: string,
): Promise<ObjectFacts | null> {
  const headers = await headersOf(session, objectPath(container, name));
  if (headers === null) return null;
  return {
    sizeBytes: Number(headers.get('content-length') ?? 0),
    etag: (headers.get('etag') ?? '').replaceAll('"', ''),
    type: headers.get('content-type') ?? '',
    changedAt: headers.get('last-modified') ?? '',
    metadata: metadataOf(headers, 'x-object-meta-'),
  };
}

/** Null: there is none. */
export async function getObject(
  session: Session,
  container: string,
  name: string,
): Promise<OpenAnswer | null> {
  const headers = { accept: '*/*' };
  try {
    return await session.open({
      service,
      method: 'GET',
      path: objectPath(container, name),
      headers,
      timeoutMs: dayMs,
    });
  } catch (error) {
    if (isKind(error, 'not-found')) return null;
    throw error;
  }
}

/** False: there was none. */
export async function deleteObject(session: Session, container: string, name: string): Promise<boolean> {
  try {
    await session.call({ service, method: 'DELETE', path: objectPath(container, name) });
    return true;
  } catch (error) {
    if (isKind(error, 'not-found')) return false;
    throw error;
  }
}

/** Makes `name` of another object of the same account, without its bytes leaving the store. */
export async function copyObject(
  session: Session,
  from: { readonly container: string; readonly name: string },
  to: { readonly container: string; readonly name: string },
): Promise<void> {
  await session.call({
    service,
    method: 'PUT',
    path: objectPath(to.container, to.name),
    headers: { 'x-copy-from': objectPath(from.container, from.name), 'content-length': '0' },
  });
}

/** The URL at which readers find an object of a container that is public. */
export async function objectUrl(session: Session, container: string, name: string): Promise<string> {
  return (await session.endpoint(service)) + objectPath(container, name);
}

/** Slashes of a name stay: they are folders to those who look. */
function objectPath(container: string, name: string): string {
  return `/${encodeURIComponent(container)}/${name.split('/').map(encodeURIComponent).join('/')}`;
}

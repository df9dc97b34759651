import { z } from 'zod';
import { isKind } from '../session/openstack-error.ts';
import { parseAnswer } from '../session/parse-answer.ts';
import type { Session } from '../session/session.ts';
import { headersOf, metadataOf } from './headers.ts';

const service = 'object-store';

const objectSchema = z
  .object({
    name: z.string(),
    bytes: z.number(),
    hash: z.string(),
    content_type: z.string().default(''),
    last_modified: z.string().default(''),
  })
  .transform((row) => ({
    name: row.name,
    sizeBytes: row.bytes,
    md5: row.hash,
    type: row.content_type,
    changedAt: row.last_modified,
  }));
export type StoredObject = z.output<typeof objectSchema>;

export type ContainerFacts = {
  readonly objects: number;
  readonly sizeBytes: number;
  /** Who may read without a token: `.r:*,.rlistings`; empty: nobody. */
  readonly read: string;
  /** `x-container-meta-…`, without that; in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
};

/** Null: there is none. */
export async function headContainer(session: Session, container: string): Promise<ContainerFacts | null> {
  const headers = await headersOf(session, `/${encodeURIComponent(container)}`);
  if (headers === null) return null;
  return {
    objects: Number(headers.get('x-container-object-count') ?? 0),
    sizeBytes: Number(headers.get('x-container-bytes-used') ?? 0),
    read: headers.get('x-container-read') ?? '',
    metadata: metadataOf(headers, 'x-container-meta-'),
  };
}

/**
 * Makes it, or changes its headers when it is there: `x-container-read: .r:*` lets everybody read,
 * `x-container-meta-web-index: index.html` serves that for `/`.
 */
export async function putContainer(
  session: Session,
  container: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  await session.call({ service, method: 'PUT', path: `/${encodeURIComponent(container)}`, headers });
}

/** False: there was none. Throws OpenstackError 'conflict' while it holds objects. */
export async function deleteContainer(session: Session, container: string): Promise<boolean> {
  try {
    await session.call({ service, method: 'DELETE', path: `/${encodeURIComponent(container)}` });
    return true;
  } catch (error) {
    if (isKind(error, 'not-found')) return false;
    throw error;
  }
}

const rowsAtOnce = 10_000;

/** All objects whose names begin so, in the order of names. */
export async function* listObjects(
  session: Session,
  container: string,
  prefix = '',
): AsyncGenerator<StoredObject> {
  let marker: string | undefined;
  for (;;) {
    const query = { format: 'json', prefix, marker, limit: String(rowsAtOnce) };
    const path = `/${encodeURIComponent(container)}`;
    const { json } = await session.call({ service, method: 'GET', path, query });
    const rows = parseAnswer(z.array(objectSchema), json ?? [], service);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsAtOnce) return;
    marker = last.name;
  }
}

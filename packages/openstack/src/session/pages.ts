import { isMapping } from '../cloud/mapping.ts';
import type { Call } from './call.ts';
import type { Session } from './session.ts';

/** Every row of a list, page after page, as the services link them. `rows` names the list in the answer. */
export async function* allRows(session: Session, call: Call, rows: string): AsyncGenerator<unknown> {
  const seen = new Set<string>();
  let next: Call | null = call;
  while (next !== null) {
    const { json } = await session.call(next);
    const page: unknown = isMapping(json) ? json[rows] : undefined;
    yield* Array.isArray(page) ? page : [];
    const link = nextLink(json, rows);
    if (link !== null && seen.has(link)) return;
    if (link !== null) seen.add(link);
    next = link === null ? null : await nextCall(session, call, link);
  }
}

/** Glance: `next`, a path; Keystone: `links.next`; Neutron and Nova: `ROWS_links: [{ rel: 'next', href }]`. */
function nextLink(json: unknown, rows: string): string | null {
  if (!isMapping(json)) return null;
  if (typeof json['next'] === 'string') return json['next'];
  const links = json[`${rows}_links`];
  const next: unknown = Array.isArray(links)
    ? links.filter(isMapping).find((link) => link['rel'] === 'next')?.['href']
    : isMapping(json['links']) && json['links']['next'];
  return typeof next === 'string' ? next : null;
}

/** Behind proxies the address of a link is often one that cannot be reached; only its query tells anything. */
async function nextCall(session: Session, call: Call, link: string): Promise<Call> {
  const root = await session.endpoint(call.service);
  const query = Object.fromEntries(new URL(link, root).searchParams);
  return { ...call, query: { ...call.query, ...query } };
}

import { SqliteAdapter, sql } from 'kysely';
import type { Expression, ExpressionBuilder, RawBuilder, SqlBool } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import { readQuery } from '../../database/work.ts';
import type { Query, Reading } from '../../database/work.ts';

/** What a search finds, whatever else is asked for. */
export type Finds =
  /** All of them, in order. */
  | { readonly kind: 'few'; readonly ids: readonly number[] }
  /** The ways to write what is sought by which anything is found; one of them finds more than {@link fewFinds}. */
  | { readonly kind: 'many'; readonly forms: readonly string[] };

/** So many are looked up at once: beyond, people search on. */
export const fewFinds = 2000;

export function* searchMachines(search: string): Reading<Finds> {
  const forms: string[] = [];
  const ids = new Set<number>();
  let isMany = false;
  for (const form of formsOf(search)) {
    const some = isPartOfMac(form) ? yield* idsWithMac(form) : yield* idsWith(form);
    if (some.length > 0) forms.push(form);
    if (some.length > fewFinds) isMany = true;
    for (const id of some) ids.add(id);
  }
  if (isMany) return { kind: 'many', forms };
  return { kind: 'few', ids: [...ids].sort((one, other) => one - other) };
}

/** Identifiers first: there are many, so that what is short is soon found too often. A machine may stand in it several times. */
function* idsWith(form: string): Reading<readonly number[]> {
  const limit = fewFinds + 1;
  const identified = yield* readQuery((query) => {
    if (isIndexed(query, form)) return indexedRows(query, form).limit(limit);
    return identifiedRows(query, form).limit(limit);
  });
  if (identified.length > fewFinds) return identified.map(({ id }) => id);
  const named = yield* readQuery((query) => namedRows(query, form).limit(limit));
  return [...identified, ...named].map(({ id }) => id);
}

const octetColumns = ['value', 'mac_from_2', 'mac_from_3', 'mac_from_4', 'mac_from_5', 'mac_from_6'] as const;

/** Two digits and a colon stand at the beginning of an octet, and no host name has a colon. */
function isPartOfMac(form: string): boolean {
  return /^[0-9a-f]{2}:[0-9a-f:]*$/.test(form);
}

/** By indexes that begin at each octet: quick, however many machines have the octets of it one by one. */
function* idsWithMac(form: string): Reading<readonly number[]> {
  // In the order of ASCII: what begins with the form is less than the form with a tilde.
  const from = form;
  const to = `${form}~`;
  const ids = new Set<number>();
  for (const column of octetColumns) {
    const rows = yield* readQuery((query) => {
      const within = query.selectFrom('identifiers').where(column, '>=', from).where(column, '<', to);
      const macs = column === 'value' ? within.where('kind', '=', 'mac') : within;
      return macs
        .select('machine_id')
        .distinct()
        .limit(fewFinds + 1);
    });
    for (const { machine_id } of rows) ids.add(machine_id);
    if (ids.size > fewFinds) return [...ids];
  }
  const others = yield* readQuery((query) =>
    query
      .selectFrom('identifiers')
      .select('machine_id')
      .where('other_with_colon', '>', '')
      .where(contains(sql`lower(${sql.ref('value')})`, form)),
  );
  for (const { machine_id } of others) ids.add(machine_id);
  return [...ids];
}

/** For `where()`: with many finds it is asked of each machine, which is quick where the next page is full of them. */
export function isFound(
  where: ExpressionBuilder<Tables, 'machines'>,
  query: Query,
  finds: Finds,
): Expression<SqlBool> {
  if (finds.kind === 'few') return sql<SqlBool>`${sql.ref('id')} in ${listOf(finds.ids)}`;
  const anyOf = (text: RawBuilder<unknown>) =>
    where.or(finds.forms.map((form) => contains(sql`lower(${text})`, form)));
  const own = query
    .selectFrom('identifiers')
    .where('machine_id', '=', sql.ref<number>('machines.id'))
    .where(anyOf(sql.ref('value')));
  // Counted: for `exists`, PostgreSQL looks for all that are found before it walks.
  const ownCount = own.select(({ fn }) => fn.countAll<number>().as('count'));
  return where.or([anyOf(sql.ref('hostname')), where(ownCount, '>', 0)]);
}

export type IdPage = {
  readonly direction: 'asc' | 'desc';
  /** Only ids beyond this one. */
  readonly after?: number | undefined;
  readonly offset?: number | undefined;
  readonly limit: number;
};

/**
 * For `where()`: the machines of one page by id, when nothing but the search decides. Undefined: no index has the finds
 * in order.
 */
export function isFoundOnPage(query: Query, finds: Finds, page: IdPage): Expression<SqlBool> | undefined {
  const { direction, after = 0, offset = 0, limit } = page;
  if (finds.kind === 'few') {
    const ids = finds.ids.filter((id) => id > after);
    const ordered = direction === 'asc' ? ids : ids.toReversed();
    return sql<SqlBool>`id in ${listOf(ordered.slice(offset, offset + limit))}`;
  }
  const [form = '', ...others] = finds.forms;
  if (others.length > 0 || !isIndexed(query, form)) return undefined;
  const ordered = indexedRows(query, form).where('rowid', '>', after);
  return sql<SqlBool>`id in ${ordered.orderBy('rowid', direction).limit(limit).offset(offset)}`;
}

/**
 * As identifiers are stored: MACs and UUIDs in lower case, serials in upper case, and of host names and of ASCII all
 * databases know the lower case.
 */
function formsOf(search: string): readonly string[] {
  const lower = search.toLowerCase();
  const serial = search.toUpperCase().replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return [...new Set([lower, serial, lower.replaceAll('-', ':')])];
}

function indexedRows(query: Query, form: string) {
  // `like` finds the same by the same index, and then reads the text of each: three times as long.
  const phrase = `"${form.replaceAll('"', '""')}"`;
  return query
    .selectFrom('machine_search')
    .select('rowid as id')
    .where(sql<SqlBool>`text match ${phrase}`);
}

/** By itself, and not each machine once: for a union or `distinct` PostgreSQL and MariaDB read all before the first. */
function identifiedRows(query: Query, form: string) {
  return query
    .selectFrom('identifiers')
    .select('machine_id as id')
    .where(contains(sql`lower(${sql.ref('value')})`, form));
}

/** None where the index of both has been asked. */
function namedRows(query: Query, form: string) {
  return query
    .selectFrom('machines')
    .select('id')
    .where(isIndexed(query, form) ? sql<SqlBool>`1 = 0` : contains(sql`lower(${sql.ref('hostname')})`, form));
}

/** SQLite's index of every three characters; of letters beyond ASCII it takes more for the same than others do. */
function isIndexed(query: Query, form: string): boolean {
  return query.getExecutor().adapter instanceof SqliteAdapter && /^[\x20-\x7e]{3,}$/.test(form);
}

function contains(text: RawBuilder<unknown>, part: string): RawBuilder<SqlBool> {
  // An index is used only where nothing is escaped; [ begins a set of characters on SQL Server alone.
  if (!/[!%_[\\]/.test(part)) return sql`${text} like ${`%${part}%`}`;
  return sql`${text} like ${`%${part.replaceAll(/[!%_[]/g, '!$&')}%`} escape '!'`;
}

/** Written out: some databases take fewer values than there may be. */
function listOf(ids: readonly number[]): RawBuilder<unknown> {
  return sql.raw(ids.length === 0 ? '(null)' : `(${ids.join(',')})`);
}

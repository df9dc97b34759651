import type { Permission } from '@netberth/api';
import { sql } from 'kysely';
import type { Expression, ExpressionBuilder, RawBuilder, SqlBool } from 'kysely';
import type { Actor } from '../../commands/actor.ts';
import type { Tables } from '../../database/tables.ts';
import { readQuery } from '../../database/work.ts';
import type { Query, Reading } from '../../database/work.ts';
import { machinesInReach } from './machine-reach.ts';

/** Which machines; what is undefined does not matter. */
export type Filter = {
  readonly state?: string | undefined;
  /** `name=value`, or `name` with whatever value. */
  readonly label?: string | undefined;
  /** Part of a host name, MAC, serial or UUID. */
  readonly search?: string | undefined;
};

/**
 * Where to begin: a database that begins with what is rare is quick, and so is one that walks through the machines and
 * looks whether they have what most of them have. The other way round both are slow.
 */
export type FilterPlan = {
  readonly isLabelRare: boolean;
  readonly isSearchRare: boolean;
  /** How many machines the search finds, whatever their state and labels; null: it is not known so easily. */
  readonly finds: number | null;
};

/** Begun with are so many labels at most, and so many machines that are found by the index of parts. */
const rareLabels = 2000;
export const rareFinds = 5000;

/** Counts as far as it takes to tell what is rare. */
export function* planFilter({ label, search }: Filter): Reading<FilterPlan> {
  const labels = label === undefined ? 0 : yield* countLabels(label);
  const finds: number[] = [];
  for (const form of search === undefined ? [] : formsOf(search)) finds.push(yield* countFinds(form));
  const isSearchRare = finds.every((count) => count <= rareFinds);
  const [all = null, ...others] = finds;
  const isKnown = isSearchRare && others.length === 0;
  return { isLabelRare: labels <= rareLabels, isSearchRare, finds: isKnown ? all : null };
}

function* countLabels(label: string): Reading<number> {
  const [counted] = yield* readQuery((query) => {
    const some = labelRows(query, label)
      .select('machine_id')
      .limit(rareLabels + 1);
    return query.selectFrom(some.as('some')).select(({ fn }) => fn.countAll<number>().as('count'));
  });
  return counted?.count ?? 0;
}

function* countFinds(form: string): Reading<number> {
  const [counted] = yield* readQuery((query) => {
    const some = searchRows(query, form)
      .select('rowid')
      .distinct()
      .limit(rareFinds + 1);
    return query.selectFrom(some.as('some')).select(({ fn }) => fn.countAll<number>().as('count'));
  });
  return counted?.count ?? 0;
}

type Where = ExpressionBuilder<Tables, 'machines'>;

const bothRare: FilterPlan = { isLabelRare: true, isSearchRare: true, finds: null };

/** For `where()` of a query on `machines`; those that the permission does not let the actor touch do not match. */
export function matchingFilter(
  query: Query,
  { state, label, search }: Filter,
  actor: Actor,
  permission: Permission = 'machine:read',
  plan: FilterPlan = bothRare,
) {
  const inReach = machinesInReach(query, actor, permission);
  return (where: Where): Expression<SqlBool> =>
    where.and([
      ...(inReach === undefined ? [] : [where('id', 'in', inReach)]),
      ...(state === undefined ? [] : [where('state', '=', state)]),
      ...(label === undefined ? [] : [labelled(where, query, label, plan)]),
      ...(search === undefined ? [] : [found(where, query, search, plan)]),
    ]);
}

export function labelRows(query: Query, label: string) {
  const [name = '', value] = splitOnce(label, '=');
  const named = query.selectFrom('labels').where('name', '=', name);
  return value === undefined ? named : named.where('value', '=', value);
}

function labelled(
  where: Where,
  query: Query,
  label: string,
  { isLabelRare }: FilterPlan,
): Expression<SqlBool> {
  const rows = labelRows(query, label);
  if (isLabelRare) return where('id', 'in', rows.select('machine_id'));
  return where.exists(rows.select('name').where('machine_id', '=', sql.ref<number>('machines.id')));
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

function searchRows(query: Query, form: string) {
  return query.selectFrom('machine_search').where(contains(sql.ref('text'), form));
}

function found(
  where: Where,
  query: Query,
  search: string,
  { isSearchRare }: FilterPlan,
): Expression<SqlBool> {
  const forms = formsOf(search);
  // One query for each form: of several in one, SQLite asks its index for none.
  if (isSearchRare)
    return where.or(forms.map((form) => where('id', 'in', searchRows(query, form).select('rowid'))));
  const own = query
    .selectFrom('identifiers')
    .select('kind')
    .where('machine_id', '=', sql.ref<number>('machines.id'));
  const anyOf = (text: RawBuilder<unknown>) =>
    where.or(forms.map((form) => contains(sql`lower(${text})`, form)));
  return where.or([anyOf(sql.ref('hostname')), where.exists(own.where(anyOf(sql.ref('value'))))]);
}

function contains(text: RawBuilder<unknown>, part: string): RawBuilder<SqlBool> {
  // An index is used only where nothing is escaped.
  if (!/[!%_\\]/.test(part)) return sql`${text} like ${`%${part}%`}`;
  return sql`${text} like ${`%${part.replaceAll(/[!%_]/g, '!$&')}%`} escape '!'`;
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

import type { Permission } from '@netberth/api';
import { sql } from 'kysely';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Actor } from '../../commands/actor.ts';
import type { Tables } from '../../database/tables.ts';
import { readQuery } from '../../database/work.ts';
import type { Query, Reading } from '../../database/work.ts';
import { hasFact } from './fact-filter.ts';
import { machinesInReach } from './machine-reach.ts';
import { searchMachines, isFound } from './machine-search.ts';
import type { Finds } from './machine-search.ts';

/** Which machines; what is undefined does not matter. */
export type Filter = {
  readonly state?: string | undefined;
  /** `name=value`, or `name` with whatever value. */
  readonly label?: string | undefined;
  /** A condition on what was found of it: `memory>=64GiB`. */
  readonly fact?: string | undefined;
  /** Part of a host name, MAC, serial or UUID. */
  readonly search?: string | undefined;
};

/**
 * Where to begin: a database that begins with what is rare is quick, and so is one that walks through the machines and
 * looks whether they have what most of them have. The other way round both are slow.
 */
export type FilterPlan = {
  readonly isLabelRare: boolean;
  /** Null: nothing is sought. */
  readonly finds: Finds | null;
};

/** Begun with are so many labels at most. */
const rareLabels = 2000;

/** Looks as far as it takes to tell what is rare. */
export function* planFilter({ label, search }: Filter): Reading<FilterPlan> {
  const labels = label === undefined ? 0 : yield* countLabels(label);
  const finds = search === undefined ? null : yield* searchMachines(search);
  return { isLabelRare: labels <= rareLabels, finds };
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

type Where = ExpressionBuilder<Tables, 'machines'>;

/** For `where()` of a query on `machines`; those that the permission does not let the actor touch do not match. */
export function matchingFilter(
  query: Query,
  { state, label, fact }: Filter,
  actor: Actor,
  permission: Permission,
  plan: FilterPlan,
) {
  const { finds } = plan;
  const inReach = machinesInReach(query, actor, permission);
  return (where: Where): Expression<SqlBool> =>
    where.and([
      ...(inReach === undefined ? [] : [where('id', 'in', inReach)]),
      ...(state === undefined ? [] : [where('state', '=', state)]),
      ...(label === undefined ? [] : [labelled(where, query, label, plan)]),
      ...(fact === undefined ? [] : [hasFact(where, query, fact)]),
      ...(finds === null ? [] : [isFound(where, query, finds)]),
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

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

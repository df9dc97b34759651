import type { Permission } from '@netberth/api';
import { sql } from 'kysely';
import type { Expression, ExpressionBuilder, RawBuilder, SqlBool } from 'kysely';
import type { Actor } from '../../commands/actor.ts';
import type { Tables } from '../../database/tables.ts';
import type { Query } from '../../database/work.ts';
import { machinesInReach } from './machine-reach.ts';

/** Which machines; what is undefined does not matter. */
export type Filter = {
  readonly state?: string | undefined;
  /** `name=value`, or `name` with whatever value. */
  readonly label?: string | undefined;
  /** Part of a host name, MAC, serial or UUID. */
  readonly search?: string | undefined;
};

type Where = ExpressionBuilder<Tables, 'machines'>;

/** For `where()` of a query on `machines`; those that the permission does not let the actor touch do not match. */
export function matchingFilter(
  query: Query,
  { state, label, search }: Filter,
  actor: Actor,
  permission: Permission = 'machine:read',
) {
  const inReach = machinesInReach(query, actor, permission);
  return (where: Where): Expression<SqlBool> =>
    where.and([
      ...(inReach === undefined ? [] : [where('id', 'in', inReach)]),
      ...(state === undefined ? [] : [where('state', '=', state)]),
      ...(label === undefined ? [] : [labelled(where, query, label)]),
      ...(search === undefined ? [] : [found(where, query, search)]),
    ]);
}

function labelled(where: Where, query: Query, label: string): Expression<SqlBool> {
  const [name = '', value] = splitOnce(label, '=');
  const named = query.selectFrom('labels').select('machine_id').where('name', '=', name);
  return where('id', 'in', value === undefined ? named : named.where('value', '=', value));
}

/**
 * Identifiers are searched in the form in which they are stored: databases do not agree on what upper case is. Host
 * names are ASCII, where they do.
 */
function found(where: Where, query: Query, search: string): Expression<SqlBool> {
  const lower = search.toLowerCase();
  const forms = { mac: lower.replaceAll('-', ':'), uuid: lower, serial: search.toUpperCase() };
  const identified = query
    .selectFrom('identifiers')
    .select('machine_id')
    .where((row) =>
      row.or(
        Object.entries(forms).map(([kind, form]) =>
          row.and([row('kind', '=', kind as keyof typeof forms), contains(sql.ref('value'), form)]),
        ),
      ),
    );
  const named = contains(sql`lower(${sql.ref('hostname')})`, lower);
  return where.or([named, where('id', 'in', identified)]);
}

function contains(text: RawBuilder<unknown>, part: string): RawBuilder<SqlBool> {
  return sql`${text} like ${`%${part.replaceAll(/[!%_]/g, '!$&')}%`} escape '!'`;
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

import { sql } from 'kysely';
import type { ColumnKinds, Migration } from '../migration.ts';

/**
 * What follows the first, second … octet of a MAC: who looks for `00:00:7` begins in an index, however many machines
 * share each of its parts. Of other identifiers, those in which such a part may stand too.
 */
const columns = {
  mac_from_2: `case kind when 'mac' then substring(value, 4, 320) end`,
  mac_from_3: `case kind when 'mac' then substring(value, 7, 320) end`,
  mac_from_4: `case kind when 'mac' then substring(value, 10, 320) end`,
  mac_from_5: `case kind when 'mac' then substring(value, 13, 320) end`,
  mac_from_6: `case kind when 'mac' then substring(value, 16, 320) end`,
  other_with_colon: `case when kind <> 'mac' and replace(value, ':', '') <> value then value end`,
} as const;

/** By whoever may; else a search reads the columns, as before. 0A000, 58P01: the server was installed without it. */
const trigramsOnPostgres = `do $$ begin
  create extension if not exists pg_trgm;
  create index identifiers_by_part on identifiers using gin (lower(value) gin_trgm_ops) with (fastupdate = off);
  create index machines_by_part on machines using gin (lower(hostname) gin_trgm_ops) with (fastupdate = off);
exception when insufficient_privilege or feature_not_supported or undefined_file then null;
end $$`;

export const partsOfIdentifiers: Migration = {
  name: '0015-parts-of-identifiers',
  async up({ schema, column, run }) {
    for (const [name, expression] of Object.entries(columns)) {
      await schema
        .alterTable('identifiers')
        .addColumn(name, column.name, (c) => computed(c.generatedAlwaysAs(sql.raw(expression)), column))
        .execute();
      await schema.createIndex(`identifiers_${name}`).on('identifiers').column(name).execute();
    }
    if (column.partIndex === 'pg_trgm') await run(sql.raw(trigramsOnPostgres));
  },
};

/** PostgreSQL has no index of what is computed when it is read, SQLite adds no other. */
function computed<Column extends { stored(): Column }>(
  definition: Column,
  { partIndex }: ColumnKinds,
): Column {
  return partIndex === 'pg_trgm' ? definition.stored() : definition;
}

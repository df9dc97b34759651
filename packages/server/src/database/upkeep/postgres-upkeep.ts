import { sql } from 'kysely';
import type { Counter, Upkeep } from './upkeep.ts';

export const postgresUpkeep: Upkeep = {
  title: 'PostgreSQL',
  async tableNames(query) {
    const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`.execute(query);
    return rows.map(({ name }) => name);
  },
  async lastKey(query, counter) {
    const { rows } = await sql<{ last: number | null }>`
      select pg_sequence_last_value(${sequence(counter)}) as last`.execute(query);
    return rows[0]?.last ?? 0;
  },
  async countFrom(query, counter, last) {
    await sql`select setval(${sequence(counter)}, ${last})`.execute(query);
  },
  async sizeBytes(query) {
    const { rows } = await sql<{ bytes: number }>`
      select pg_database_size(current_database()) as bytes`.execute(query);
    return rows[0]?.bytes ?? 0;
  },
  faults: async () => [],
  beyond: 'its own files are checked by pg_amcheck',
  async others(query) {
    const { rows } = await sql<{ others: number }>`select count(*) as others from pg_stat_activity
      where datname = current_database() and application_name = 'netberth' and pid <> pg_backend_pid()`.execute(
      query,
    );
    return rows[0]?.others ?? 0;
  },
  cutsNames: true,
};

function sequence({ table, column }: Counter) {
  return sql`pg_get_serial_sequence(${table}, ${column})::regclass`;
}

import { sql } from 'kysely';
import type { Upkeep } from './upkeep.ts';

export const mssqlUpkeep: Upkeep = {
  title: 'SQL Server',
  async tableNames(query) {
    const { rows } = await sql<{ name: string }>`select name from sys.tables
      where schema_id = schema_id() order by name`.execute(query);
    return rows.map(({ name }) => name);
  },
  /** Null until the first row, where ident_current would say 1. */
  async lastKey(query, { table }) {
    const { rows } = await sql<{ last: number | null }>`select cast(last_value as bigint) as last
      from sys.identity_columns where object_id = object_id(${table})`.execute(query);
    return rows[0]?.last ?? 0;
  },
  /** On a table that never had a row the next key would be the given one itself: there is none to keep. */
  async countFrom(query, { table }, last) {
    await sql`dbcc checkident (${sql.lit(table)}, reseed, ${sql.lit(last)}) with no_infomsgs`.execute(query);
  },
  async sizeBytes(query) {
    const { rows } = await sql<{ bytes: number }>`
      select sum(cast(size as bigint)) * 8192 as bytes from sys.database_files`.execute(query);
    return rows[0]?.bytes ?? 0;
  },
  faults: async () => [],
  beyond: 'its own files are checked by DBCC CHECKDB',
  async others(query) {
    const { rows } = await sql<{ others: number }>`select count(*) as others from sys.dm_exec_sessions
      where database_id = db_id() and program_name = 'netberth' and session_id <> @@spid`.execute(query);
    return rows[0]?.others ?? 0;
  },
  aroundKeys(table) {
    const setting = (state: string) => sql`set identity_insert ${sql.table(table)} ${sql.raw(state)}`;
    return [sql`${setting('on')}; `, sql`; ${setting('off')}`];
  },
  cutsNames: true,
};

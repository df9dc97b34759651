import { sql } from 'kysely';
import type { Upkeep } from './upkeep.ts';

export const sqliteUpkeep: Upkeep = {
  title: 'SQLite',
  async tableNames(query) {
    const { rows } = await sql<{ name: string }>`select name from sqlite_master
      where type = 'table' and name not like 'sqlite!_%' escape '!' order by name`.execute(query);
    return rows.map(({ name }) => name);
  },
  async lastKey(query, { table }) {
    const { rows } = await sql<{
      seq: number;
    }>`select seq from sqlite_sequence where name = ${table}`.execute(query);
    return rows[0]?.seq ?? 0;
  },
  async countFrom(query, { table }, last) {
    await sql`delete from sqlite_sequence where name = ${table}`.execute(query);
    await sql`insert into sqlite_sequence (name, seq) values (${table}, ${last})`.execute(query);
  },
  async sizeBytes(query) {
    const { rows } = await sql<{ bytes: number }>`select page_count * page_size as bytes
      from pragma_page_count, pragma_page_size`.execute(query);
    return rows[0]?.bytes ?? 0;
  },
  async faults(query) {
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(20)`.execute(query);
    return rows.map((row) => row.integrity_check).filter((told) => told !== 'ok');
  },
  beyond: null,
  others: null,
  cutsNames: false,
};

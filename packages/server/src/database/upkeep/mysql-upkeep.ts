import { sql } from 'kysely';
import type { Upkeep } from './upkeep.ts';

export const mysqlUpkeep: Upkeep = {
  title: 'MySQL',
  async tableNames(query) {
    const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
      where table_schema = database() and table_type = 'BASE TABLE' order by 1`.execute(query);
    return rows.map(({ name }) => name);
  },
  /** Not from information_schema, which MySQL 8 answers out of statistics a day old. */
  async lastKey(query, { table }) {
    const { rows } = await sql<Record<string, string>>`show create table ${sql.table(table)}`.execute(query);
    const next = /\bAUTO_INCREMENT=(\d+)/.exec(rows[0]?.['Create Table'] ?? '')?.[1];
    return Number(next ?? 1) - 1;
  },
  async countFrom(query, { table }, last) {
    await sql`alter table ${sql.table(table)} auto_increment = ${sql.lit(last + 1)}`.execute(query);
  },
  async sizeBytes(query) {
    const { rows } = await sql<{ bytes: number }>`select sum(data_length + index_length) as bytes
      from information_schema.tables where table_schema = database()`.execute(query);
    return rows[0]?.bytes ?? 0;
  },
  async faults(query, tables) {
    const found: string[] = [];
    for (const table of tables) {
      const { rows } = await sql<{ Msg_type: string; Msg_text: string }>`
        check table ${sql.table(table)}`.execute(query);
      const wrong = rows.filter(({ Msg_type: type, Msg_text: text }) => type !== 'status' || text !== 'OK');
      found.push(...wrong.map(({ Msg_text: text }) => `${table}: ${text}`));
    }
    return found;
  },
  beyond: null,
  async others(query) {
    const { rows } = await sql<{
      others: number;
    }>`select count(*) as others from information_schema.processlist
      where db = database() and id <> connection_id()`.execute(query);
    return rows[0]?.others ?? 0;
  },
  cutsNames: true,
};

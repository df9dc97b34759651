import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { markDone } from './migrate.ts';
import { toolsOf } from './migration.ts';
import type { ApplyMigration } from './migration.ts';

export const applyWithKeyCounters: ApplyMigration = (database, migration, column) =>
  database.transaction().execute(async (transaction) => {
    await migration.up(toolsOf(transaction, column));
    await countPastWrittenKeys(transaction);
    await markDone(transaction, migration);
  });

/**
 * A row may come with its key (a takeover keeps ids). SQLite and MySQL then count on from there; PostgreSQL would
 * come to that key again, so a trigger moves its counter.
 */
async function countPastWrittenKeys(database: Kysely<unknown>): Promise<void> {
  await sql`create or replace function netberth_count_past() returns trigger language plpgsql as $$
    declare
      counter regclass := tg_argv[0]::regclass;
      written bigint := (to_jsonb(new) ->> tg_argv[1])::bigint;
    begin
      perform setval(counter, greatest(written, coalesce(pg_sequence_last_value(counter), 0)));
      return null;
    end $$`.execute(database);
  const { rows } = await sql<KeyColumn>`
    select c.table_name, c.column_name,
      pg_get_serial_sequence(quote_ident(c.table_name), c.column_name) as counter
    from information_schema.columns c
    where c.table_schema = current_schema() and c.is_identity = 'YES' and not exists (
      select from pg_trigger t
      where t.tgrelid = quote_ident(c.table_name)::regclass and t.tgname = 'count_past')`.execute(database);
  for (const key of rows) await addTrigger(database, key);
}

type KeyColumn = { readonly table_name: string; readonly column_name: string; readonly counter: string };

/** For a key that the counter itself gave, the condition is false and no function runs. */
async function addTrigger(database: Kysely<unknown>, key: KeyColumn): Promise<void> {
  const column = sql.ref(key.column_name);
  const counter = sql.lit(key.counter);
  await sql`create trigger count_past after insert on ${sql.table(key.table_name)} for each row
    when (new.${column} > coalesce(pg_sequence_last_value(${counter}::regclass), 0))
    execute function netberth_count_past(${counter}, ${sql.lit(key.column_name)})`.execute(database);
}

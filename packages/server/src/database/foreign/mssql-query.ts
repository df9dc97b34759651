import { CompiledQuery, Kysely, MssqlDialect } from 'kysely';
import { mssqlPool } from '../mssql-database.ts';
import { rowsAtOnce } from './query-rows.ts';
import type { QueryRows } from './query-rows.ts';

/** SQL Server has no transaction that only reads: a select is demanded, and whatever it did is rolled back. */
export const mssqlRows: QueryRows = async function* (url, query) {
  if (!/^(select|with)\b/i.test(query) || query.includes(';'))
    throw new Error('the query is no single select. Write one, without a semicolon.');
  const database = new Kysely<unknown>({ dialect: new MssqlDialect(await mssqlPool(new URL(url))) });
  try {
    const transaction = await database.startTransaction().execute();
    try {
      const rows = transaction.getExecutor().stream(CompiledQuery.raw(query), rowsAtOnce);
      for await (const part of rows) yield* part.rows as Record<string, unknown>[];
    } finally {
      await transaction.rollback().execute();
    }
  } finally {
    await database.destroy();
  }
};

import Sqlite from 'better-sqlite3';
import type { QueryRows } from './query-rows.ts';

export const sqliteRows: QueryRows = async function* (url, query) {
  const file = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    const statement = connection.prepare<unknown[], Record<string, unknown>>(query);
    if (!statement.reader) throw new Error('the query gives no rows: write a select.');
    yield* statement.iterate();
  } finally {
    connection.close();
  }
};

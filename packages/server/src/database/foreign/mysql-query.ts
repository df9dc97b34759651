import { parseMysqlAddress } from '../mysql-database-address.ts';
import { rowsAtOnce } from './query-rows.ts';
import type { QueryRows } from './query-rows.ts';

export const mysqlRows: QueryRows = async function* (url, query) {
  const { createConnection } = await import('mysql2');
  const connection = createConnection({
    ...parseMysqlAddress(new URL(url)),
    connectTimeout: 10_000,
    charset: 'UTF8MB4_BIN',
    // Several statements in one text are refused: a second one could end the transaction.
    multipleStatements: false,
  });
  // Without a listener a broken connection ends the process; the next statement tells of it.
  connection.on('error', () => undefined);
  try {
    await connection.promise().query('start transaction read only');
    const rows = connection.query(query).stream({ highWaterMark: rowsAtOnce });
    yield* rows as AsyncIterable<Record<string, unknown>>;
  } finally {
    connection.destroy();
  }
};

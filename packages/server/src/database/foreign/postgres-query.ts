import { rowsAtOnce } from './query-rows.ts';
import type { QueryRows } from './query-rows.ts';

export const postgresRows: QueryRows = async function* (url, query) {
  const { Client } = (await import('pg')).default;
  const client = new Client({
    connectionString: url,
    application_name: 'netberth import',
    connectionTimeoutMillis: 10_000,
  });
  // Without a listener a broken connection ends the process; the next statement tells of it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('begin isolation level repeatable read read only');
    // By the protocol that takes one statement at a time: a second one could end the transaction.
    const declare = { text: `declare netberth_rows no scroll cursor for ${query}`, queryMode: 'extended' };
    await client.query(declare);
    for (;;) {
      const { rows } = await client.query<Record<string, unknown>>(`fetch ${rowsAtOnce} from netberth_rows`);
      if (rows.length === 0) return;
      yield* rows;
    }
  } finally {
    await client.end();
  }
};

import { sql } from 'kysely';
import type { ControlledTransaction } from 'kysely';
import type { ConnectedDatabase } from './connected-database.ts';
import type { Tables } from './tables.ts';

/**
 * A transaction that sees one moment, which is now, and writes nothing. Roll it back in the end.
 *
 * The first read of a table fixes the moment, on every database; asking for a counter does not.
 */
export async function beginSnapshot(
  source: Pick<ConnectedDatabase, 'kind' | 'query'>,
): Promise<ControlledTransaction<Tables>> {
  const snapshot = await begin(source);
  await sql`select count(*) from migrations`.execute(snapshot);
  return snapshot;
}

async function begin({ kind, query }: Pick<ConnectedDatabase, 'kind' | 'query'>) {
  const transaction = query.startTransaction();
  switch (kind) {
    case 'sqlite':
      return await transaction.execute();
    case 'postgres':
    case 'mysql':
      return await transaction.setIsolationLevel('repeatable read').setAccessMode('read only').execute();
    case 'mssql':
      return await transaction.setIsolationLevel('snapshot').execute();
  }
}

import type { ControlledTransaction } from 'kysely';
import type { ConnectedDatabase } from './connected-database.ts';
import type { Tables } from './tables.ts';

/** A transaction that sees one moment and writes nothing. Roll it back in the end. */
export async function beginSnapshot({
  kind,
  query,
}: Pick<ConnectedDatabase, 'kind' | 'query'>): Promise<ControlledTransaction<Tables>> {
  const transaction = query.startTransaction();
  switch (kind) {
    case 'sqlite':
      return transaction.execute();
    case 'postgres':
    case 'mysql':
      return transaction.setIsolationLevel('repeatable read').setAccessMode('read only').execute();
    case 'mssql':
      return transaction.setIsolationLevel('snapshot').execute();
  }
}

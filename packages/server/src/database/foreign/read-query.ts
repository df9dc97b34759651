import { describeOpeningFailure } from '../open-database-failure.ts';
import { shownUrl } from '../open-database.ts';
import type { QueryRows } from './query-rows.ts';

/**
 * The rows of a query on a database of somebody else, as they come: it is only read, and nothing of it is kept in memory.
 *
 * @param url as for our own databases
 * @throws with the address, never the password, and what the database said of the query
 */
export async function* readQuery(url: string, query: string): AsyncGenerator<Record<string, unknown>> {
  try {
    yield* (await readerOf(url))(url, query.trim().replace(/;+$/, ''));
  } catch (error) {
    throw new Error(`Asking "${shownUrl(url)}": ${describeOpeningFailure(error)}`, { cause: error });
  }
}

async function readerOf(url: string): Promise<QueryRows> {
  switch (url.slice(0, url.indexOf(':') + 1)) {
    case 'sqlite:':
      return (await import('./sqlite-query.ts')).sqliteRows;
    case 'postgres:':
    case 'postgresql:':
      return (await import('./postgres-query.ts')).postgresRows;
    case 'mysql:':
    case 'mariadb:':
      return (await import('./mysql-query.ts')).mysqlRows;
    case 'mssql:':
    case 'sqlserver:':
      return (await import('./mssql-query.ts')).mssqlRows;
    default:
      throw new Error(
        'this kind is not known. Known are sqlite:PATH, postgres://…, mysql://… and mssql://….',
      );
  }
}

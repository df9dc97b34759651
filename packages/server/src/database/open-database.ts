import type { BeforeUpgrade, ConnectedDatabase, DatabaseKind } from './connected-database.ts';
import { Keyring } from './keyring.ts';
import { describeOpeningFailure } from './open-database-failure.ts';
import type { Database } from './work.ts';

/**
 * Open the database at an address and bring it to this version's tables. Drivers are loaded when used.
 *
 * @param url as for {@link connectDatabase}
 * @param clock milliseconds since 1970; only SQLite, which runs in this process, has no clock of its own
 * @param keys what secrets in it are sealed with; without any, none can be stored
 * @param beforeUpgrade called before tables that hold something are changed; when it throws, they are not
 * @throws an error that says what the address is (never the password), what is wrong and what to do
 * @example const database = await openDatabase('sqlite:data/netberth.sqlite', Date.now);
 */
export async function openDatabase(
  url: string,
  clock: () => number,
  keys: Keyring = new Keyring(),
  beforeUpgrade?: (kind: DatabaseKind) => BeforeUpgrade,
): Promise<Database> {
  const connected = await connectDatabase(url);
  await migrateConnected(url, connected, beforeUpgrade?.(connected.kind));
  return connected.open(clock, keys);
}

/** The same for a database that is connected; after a failure it is closed. */
export async function migrateConnected(
  url: string,
  connected: ConnectedDatabase,
  beforeUpgrade?: BeforeUpgrade,
): Promise<readonly string[]> {
  try {
    return await connected.migrate({ beforeUpgrade });
  } catch (error) {
    await connected.close();
    throw openingError(url, error);
  }
}

/**
 * Reach the database at an address; its tables are left as they are.
 *
 * @param url `sqlite:PATH`, `postgres://USER:PASSWORD@HOST:PORT/DATABASE`, `mysql://…`, `mssql://…`; `postgresql:`,
 *   `mariadb:` and `sqlserver:` are the same as the three
 * @throws as {@link openDatabase}
 */
export async function connectDatabase(
  url: string,
  options: { readonly mustExist?: boolean } = {},
): Promise<ConnectedDatabase> {
  try {
    return await connectByScheme(url, options);
  } catch (error) {
    throw openingError(url, error);
  }
}

function openingError(url: string, error: unknown): Error {
  return new Error(`Opening the database "${shownUrl(url)}": ${describeOpeningFailure(error)}`, {
    cause: error,
  });
}

async function connectByScheme(
  url: string,
  options: { readonly mustExist?: boolean },
): Promise<ConnectedDatabase> {
  const scheme = url.slice(0, url.indexOf(':') + 1);
  switch (scheme) {
    case 'sqlite:': {
      const { connectSqlite } = await import('./sqlite-database.ts');
      return connectSqlite(parsePath(url), options);
    }
    case 'postgres:':
    case 'postgresql:': {
      const { connectPostgres } = await import('./postgres-database.ts');
      return connectPostgres(parseAddress(url).href);
    }
    case 'mysql:':
    case 'mariadb:': {
      const { connectMysql } = await import('./mysql-database.ts');
      return connectMysql(parseAddress(url));
    }
    case 'mssql:':
    case 'sqlserver:': {
      const { connectMssql } = await import('./mssql-database.ts');
      return connectMssql(parseAddress(url));
    }
    default:
      throw new Error(
        'this kind is not known. Known are sqlite:PATH, postgres://…, postgresql://…, mysql://…, mariadb://… and mssql://….',
      );
  }
}

function parsePath(url: string): string {
  const path = url.slice('sqlite:'.length);
  if (path === '') throw new Error('the path is missing. Write sqlite:PATH.');
  return path;
}

function parseAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.pathname.length < 2) {
    const scheme = text.slice(0, text.indexOf(':'));
    throw new Error(
      `this is not an address with a database's name. Write ${scheme}://USER:PASSWORD@HOST:PORT/DATABASE, with %40 for @ and %2F for / inside the password.`,
    );
  }
  return url;
}

/** Without the password, also for what is no proper address: everything up to the last @ may be part of it. */
export function shownUrl(url: string): string {
  return url.replace(/:\/\/.*@/s, '://…@').replace(/\?.*$/s, '');
}

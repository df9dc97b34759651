import { Keyring } from './keyring.ts';
import { describeOpeningFailure } from './open-database-failure.ts';
import type { Database } from './work.ts';

/**
 * Open the database at an address and bring it to this version's tables. Drivers are loaded when used.
 *
 * @param url `sqlite:PATH`, `postgres://USER:PASSWORD@HOST:PORT/DATABASE`, `mysql://…`; `postgresql:` and `mariadb:`
 *   are the same as the two
 * @param clock milliseconds since 1970; only SQLite, which runs in this process, has no clock of its own
 * @param keys what secrets in it are sealed with; without any, none can be stored
 * @throws an error that says what the address is (never the password), what is wrong and what to do
 * @example const database = await openDatabase('sqlite:data/netberth.sqlite', Date.now);
 */
export async function openDatabase(
  url: string,
  clock: () => number,
  keys: Keyring = new Keyring(),
): Promise<Database> {
  try {
    return await openByScheme(url, clock, keys);
  } catch (error) {
    throw new Error(`Opening the database "${withoutSecrets(url)}": ${describeOpeningFailure(error)}`, {
      cause: error,
    });
  }
}

async function openByScheme(url: string, clock: () => number, keys: Keyring): Promise<Database> {
  const scheme = url.slice(0, url.indexOf(':') + 1);
  switch (scheme) {
    case 'sqlite:': {
      const { openSqlite } = await import('./sqlite-database.ts');
      return openSqlite(parsePath(url), clock, keys);
    }
    case 'postgres:':
    case 'postgresql:': {
      const { openPostgres } = await import('./postgres-database.ts');
      return openPostgres(parseAddress(url).href, keys);
    }
    case 'mysql:':
    case 'mariadb:': {
      const { openMysql } = await import('./mysql-database.ts');
      return openMysql(parseAddress(url), keys);
    }
    default:
      throw new Error(
        'this kind is not known. Known are sqlite:PATH, postgres://…, postgresql://…, mysql://… and mariadb://….',
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

/** Also for what is no proper address: everything up to the last @ may be part of a password. */
function withoutSecrets(url: string): string {
  return url.replace(/:\/\/.*@/s, '://…@').replace(/\?.*$/s, '');
}

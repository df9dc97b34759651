import { describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../src/database/open-database.ts';
import { runMysql } from './servers/mariadb-server.ts';
import { runPostgres } from './servers/run-postgres.ts';

async function outcomeOf(adminUrl: string, host: string, name: string, options: string): Promise<string> {
  const url = new URL(adminUrl);
  url.hostname = host;
  url.pathname = `/${name}`;
  url.search = options;
  try {
    await (await openDatabase(url.href, Date.now)).close();
  } catch (error) {
    return (error as Error).message.replace(/^.*?": /, '');
  }
  return 'it was opened';
}

const wrongName =
  "its certificate is for another name than the one in the URL. Write the name that it is for, or give the server one for this name. The answer was: Hostname/IP does not match certificate's altnames";
const foreign =
  'its certificate is by a CA that is not known here, or by none. Name the file with the right CA in the URL (docs/databases.md). The answer was:';

describe('PostgreSQL with TLS', () => {
  const open = (host: string, options: string) => outcomeOf(inject('postgresUrl'), host, 'by_tls', options);

  it('is believed by the CA that is named, and by the name that it was given for', async () => {
    await runPostgres(inject('postgresUrl'), 'create database by_tls template template0');
    const own = `sslmode=verify-full&sslrootcert=${inject('postgresCa')}`;
    expect(await open('localhost', own)).toBe('it was opened');
    expect(await open('127.0.0.1', own)).toContain(wrongName);
    expect(await open('localhost', `sslmode=verify-full&sslrootcert=${inject('mariadbCa')}`)).toContain(
      foreign,
    );
    expect(await open('localhost', 'sslmode=verify-full')).toContain(foreign);
  });
});

describe('MariaDB with TLS', () => {
  const open = (host: string, options: string) => outcomeOf(inject('mariadbUrl'), host, 'by_tls', options);

  it('is believed by the CA that is named, and by the name that it was given for', async () => {
    await runMysql(inject('mariadbUrl'), 'create database by_tls');
    const own = `ssl-mode=VERIFY_IDENTITY&ssl-ca=${inject('mariadbCa')}`;
    expect(await open('localhost', own)).toBe('it was opened');
    expect(await open('127.0.0.1', own)).toContain(
      'its certificate cannot be compared with the address 127.0.0.1. Write the name that the certificate is for',
    );
    expect(await open('localhost', `ssl-mode=VERIFY_IDENTITY&ssl-ca=${inject('postgresCa')}`)).toContain(
      foreign,
    );
    expect(await open('localhost', 'ssl-mode=VERIFY_IDENTITY')).toContain(foreign);
  });
});

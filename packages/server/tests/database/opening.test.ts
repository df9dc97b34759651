import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../src/database/open-database.ts';
import { findFreePort } from './servers/server-process.ts';
import { runMysql } from './servers/mariadb-server.ts';
import { runPostgres } from './servers/run-postgres.ts';

async function failureOf(url: string): Promise<string> {
  try {
    await (await openDatabase(url, Date.now)).close();
  } catch (error) {
    const { message, stack } = error as Error;
    return `${message}${stack}`.includes('secret') ? 'the password is shown' : message;
  }
  return 'it was opened';
}

function withParts(
  adminUrl: string,
  parts: Partial<Pick<URL, 'pathname' | 'password' | 'username' | 'port'>>,
) {
  return Object.assign(new URL(adminUrl), parts).href;
}

describe('an address', () => {
  it('of an unknown kind names the known ones', async () => {
    expect(await failureOf('oracle://scott:secret@db/netberth')).toBe(
      'Opening the database "oracle://…@db/netberth": this kind is not known. Known are sqlite:PATH, postgres://…, postgresql://…, mysql://…, mariadb://… and mssql://….',
    );
    expect(await failureOf('netberth.sqlite')).toContain('"netberth.sqlite": this kind is not known.');
  });

  it('without a database, or with a password that breaks it, shows how to write it', async () => {
    const advice =
      "this is not an address with a database's name. Write postgres://USER:PASSWORD@HOST:PORT/DATABASE, with %40 for @ and %2F for / inside the password.";
    expect(await failureOf('postgres://netberth:secret@db')).toBe(
      `Opening the database "postgres://…@db": ${advice}`,
    );
    expect(await failureOf('postgres://netberth:se/secret:x@db:5432/netberth?password=secret')).toBe(
      `Opening the database "postgres://…@db:5432/netberth": ${advice}`,
    );
  });

  it('with an option that is not known names the known ones', async () => {
    expect(await failureOf('mysql://netberth:secret@db/netberth?sslmode=require')).toBe(
      'Opening the database "mysql://…@db/netberth": the option "sslmode" is not known. Known are socket, ssl-mode, ssl-ca.',
    );
  });
});

it('SQL Server: says at once that the server cannot be reached', async () => {
  const port = await findFreePort();
  expect(await failureOf(`mssql://netberth:secret@127.0.0.1:${port}/netberth`)).toContain(
    `Opening the database "mssql://…@127.0.0.1:${port}/netberth": the server cannot be reached. Start it, or correct host and port. The answer was: Failed to connect`,
  );
});

describe('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-opening-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('says that the path is missing', async () => {
    expect(await failureOf('sqlite:')).toBe(
      'Opening the database "sqlite:": the path is missing. Write sqlite:PATH.',
    );
  });

  it('says that the folder is not there', async () => {
    expect(await failureOf(`sqlite:${folder}/nowhere/x.sqlite`)).toBe(
      `Opening the database "sqlite:${folder}/nowhere/x.sqlite": the file cannot be opened. Its folder must exist, and this user must be able to write there.`,
    );
  });

  it('says that the file is something else', async () => {
    writeFileSync(join(folder, 'letter'), 'Dear Sir or Madam, '.repeat(100));
    expect(await failureOf(`sqlite:${folder}/letter`)).toBe(
      `Opening the database "sqlite:${folder}/letter": the file is no SQLite database. Give another path.`,
    );
  });
});

describe('PostgreSQL', () => {
  beforeAll(() =>
    runPostgres(
      inject('postgresUrl'),
      "create user powerless password 'secret'",
      'create database narrow template template0',
      "create database latin encoding 'LATIN1' locale_provider libc locale 'C' template template0",
    ),
  );

  it('says that the server cannot be reached', async () => {
    const port = String(await findFreePort());
    expect(await failureOf(withParts(inject('postgresUrl'), { port, pathname: '/narrow' }))).toBe(
      `Opening the database "postgres://…@127.0.0.1:${port}/narrow": the server cannot be reached. Start it, or correct host and port. The answer was: connect ECONNREFUSED 127.0.0.1:${port}`,
    );
  });

  it('says that the host has no address', async () => {
    expect(await failureOf('postgres://netberth:secret@nowhere.invalid/netberth')).toContain(
      '"postgres://…@nowhere.invalid/netberth": the server cannot be reached.',
    );
  });

  it('says that the password is wrong', async () => {
    expect(await failureOf(withParts(inject('postgresUrl'), { password: 'secretly' }))).toContain(
      'the server does not let this user in. Correct user and password. The answer was: password authentication failed for user "netberth"',
    );
  });

  it('says that there is no such database', async () => {
    expect(await failureOf(withParts(inject('postgresUrl'), { pathname: '/nowhere' }))).toContain(
      'there is no such database for this user. Create it (create database …), or correct the name. The answer was: database "nowhere" does not exist',
    );
  });

  it('says that the user may not create tables', async () => {
    const url = withParts(inject('postgresUrl'), { username: 'powerless', pathname: '/narrow' });
    expect(await failureOf(url)).toContain(
      'this user may not create tables there. Grant it that right on the database. The answer was: permission denied for schema public',
    );
  });

  it('says that the encoding is wrong', async () => {
    expect(await failureOf(withParts(inject('postgresUrl'), { pathname: '/latin' }))).toContain(
      'its encoding is "LATIN1", and Netberth needs "UTF8".',
    );
  });
});

describe('MariaDB', () => {
  beforeAll(() =>
    runMysql(
      inject('mariadbUrl'),
      'create database narrow',
      "create user powerless identified by 'secret'",
      'grant select on narrow.* to powerless',
    ),
  );

  it('says that the server cannot be reached', async () => {
    const port = String(await findFreePort());
    expect(await failureOf(withParts(inject('mariadbUrl'), { port }))).toBe(
      `Opening the database "mysql://…@127.0.0.1:${port}/mysql": the server cannot be reached. Start it, or correct host and port. The answer was: connect ECONNREFUSED 127.0.0.1:${port}`,
    );
  });

  it('says that the password is wrong', async () => {
    expect(await failureOf(withParts(inject('mariadbUrl'), { password: 'secretly' }))).toContain(
      "the server does not let this user in. Correct user and password. The answer was: Access denied for user 'netberth'",
    );
  });

  it('says that there is no such database', async () => {
    expect(await failureOf(withParts(inject('mariadbUrl'), { pathname: '/nowhere' }))).toContain(
      "there is no such database for this user. Create it (create database …), or correct the name. The answer was: Unknown database 'nowhere'",
    );
  });

  it('says that the user may not create tables', async () => {
    const url = withParts(inject('mariadbUrl'), { username: 'powerless', pathname: '/narrow' });
    expect(await failureOf(url)).toContain(
      'this user may not create tables there. Grant it that right on the database. The answer was: CREATE command denied to user',
    );
  });

  it('opens by the scheme mariadb too', async () => {
    await runMysql(inject('mariadbUrl'), 'create database by_its_name');
    const url = withParts(inject('mariadbUrl'), { pathname: '/by_its_name' }).replace('mysql:', 'mariadb:');
    expect(await failureOf(url)).toBe('it was opened');
  });
});

import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe, inject } from 'vitest';
import { Keyring } from '../../src/database/keyring.ts';
import { connectDatabase, openDatabase } from '../../src/database/open-database.ts';
import type { Database } from '../../src/database/work.ts';
import { alsoForMssql } from './mssql-grammar.ts';
import { runMysql } from './servers/mariadb-server.ts';
import { runPostgres } from './servers/run-postgres.ts';
import { copyMysqlTemplate, copyPostgresTemplate, withDatabase } from './servers/template-databases.ts';

export type DatabaseName = 'SQLite' | 'PostgreSQL' | 'MariaDB' | 'SQL Server';

/**
 * Opens an empty database with this version's tables, or the one at `url`; it is closed after the last test.
 * `clock` is SQLite's; the servers have their own.
 */
export type OpenDatabase = (options?: {
  url?: string;
  clock?: () => number;
  /** Of its secrets. */
  keys?: readonly Buffer[];
}) => Promise<Database>;

export const exampleKey = Buffer.alloc(32, 7);

/** Makes a database without tables. @returns its address */
export type MakeEmpty = () => Promise<string>;

/** `mssql://sa:PASSWORD@HOST/master`, of somebody who may create databases; no Debian package has such a server. */
export const mssqlUrl = process.env['NETBERTH_TEST_MSSQL_URL'] ?? '';
const named: readonly DatabaseName[] = mssqlUrl === '' ? [] : ['SQL Server'];

/**
 * Run the same tests on every kind of database.
 *
 * @example forEachDatabase((name, open) => { it('keeps a machine', async () => { const database = await open(); … }) });
 */
export function forEachDatabase(tests: DatabaseTests): void {
  describeEach(['SQLite', 'PostgreSQL', 'MariaDB', ...named], tests);
}

/** Run the same tests on every database that several of our servers may share. */
export function forEachDatabaseServer(tests: DatabaseTests): void {
  describeEach(['PostgreSQL', 'MariaDB', ...named], tests);
}

type DatabaseTests = (name: DatabaseName, open: OpenDatabase, makeEmpty: MakeEmpty) => void;

function describeEach(names: readonly DatabaseName[], tests: DatabaseTests): void {
  for (const name of names) {
    describe(name, () => {
      const toEnd: (() => Promise<void> | void)[] = [];
      afterAll(async () => {
        for (const end of toEnd.toReversed()) await end();
      });
      const makeEmpty = () => makers[name](toEnd);
      const open: OpenDatabase = async ({ url, clock = Date.now, keys = [exampleKey] } = {}) => {
        const database = await openDatabase(url ?? (await makeReady[name](toEnd)), clock, new Keyring(keys));
        toEnd.push(() => database.close());
        return name === 'SQLite' ? alsoForMssql(database) : database;
      };
      tests(name, open, makeEmpty);
    });
  }
}

type Maker = (toEnd: (() => Promise<void> | void)[]) => Promise<string>;

const makers: Readonly<Record<DatabaseName, Maker>> = {
  async SQLite(toEnd) {
    const folder = mkdtempSync(join(tmpdir(), 'netberth-database-'));
    toEnd.push(() => rmSync(folder, { recursive: true, force: true }));
    return `sqlite:${join(folder, 'netberth.sqlite')}`;
  },
  async PostgreSQL() {
    const name = makeName();
    await runPostgres(inject('postgresUrl'), `create database ${name} template template0`);
    return withDatabase(inject('postgresUrl'), name);
  },
  async MariaDB() {
    const name = makeName();
    await runMysql(inject('mariadbUrl'), `create database ${name}`);
    return withDatabase(inject('mariadbUrl'), name);
  },
  async 'SQL Server'(toEnd) {
    const name = makeName();
    const admin = await connectDatabase(mssqlUrl);
    await sql.raw(`create database ${name}`).execute(admin.query);
    await sql.raw(`alter database ${name} set allow_snapshot_isolation on`).execute(admin.query);
    toEnd.push(async () => {
      await sql.raw(`alter database ${name} set single_user with rollback immediate`).execute(admin.query);
      await sql.raw(`drop database ${name}`).execute(admin.query);
      await admin.close();
    });
    return withDatabase(mssqlUrl, name);
  },
};

/** The same with this version's tables, quickly. */
const makeReady: Readonly<Record<DatabaseName, Maker>> = {
  async SQLite(toEnd) {
    const url = await makers.SQLite(toEnd);
    sqliteTemplate ??= makeSqliteTemplate();
    writeFileSync(url.slice('sqlite:'.length), await sqliteTemplate);
    return url;
  },
  PostgreSQL: () => copyPostgresTemplate(inject('postgresUrl'), makeName()),
  MariaDB: () => copyMysqlTemplate(inject('mariadbUrl'), makeName()),
  'SQL Server': (toEnd) => makers['SQL Server'](toEnd),
};

let sqliteTemplate: Promise<Buffer> | undefined;

/** @returns the file of an empty database */
async function makeSqliteTemplate(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-template-'));
  const file = join(folder, 'template.sqlite');
  try {
    await (await openDatabase(`sqlite:${file}`, Date.now)).close();
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function makeName(): string {
  return `test_${randomBytes(8).toString('hex')}`;
}

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, inject } from 'vitest';
import { Keyring } from '../../src/database/keyring.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import type { Database } from '../../src/database/work.ts';
import { runMysql } from './servers/mariadb-server.ts';
import { runPostgres } from './servers/postgres-server.ts';

export type DatabaseName = 'SQLite' | 'PostgreSQL' | 'MariaDB';

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

/**
 * Run the same tests on every kind of database.
 *
 * @example forEachDatabase((name, open) => { it('keeps a machine', async () => { const database = await open(); … }) });
 */
export function forEachDatabase(tests: DatabaseTests): void {
  describeEach(['SQLite', 'PostgreSQL', 'MariaDB'], tests);
}

/** Run the same tests on every database that several of our servers may share. */
export function forEachDatabaseServer(tests: DatabaseTests): void {
  describeEach(['PostgreSQL', 'MariaDB'], tests);
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
        const database = await openDatabase(url ?? (await makeEmpty()), clock, new Keyring(keys));
        toEnd.push(() => database.close());
        return database;
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
};

function makeName(): string {
  return `test_${randomBytes(8).toString('hex')}`;
}

function withDatabase(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

import { Kysely, MysqlDialect, sql } from 'kysely';
import type { CompiledQuery } from 'kysely';
import { createPool } from 'mysql2';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import type { Migration } from '../../src/database/migration.ts';
import { applyInSteps } from '../../src/database/mysql-database-steps.ts';
import { mysqlColumns } from '../../src/database/mysql-dialect.ts';
import { runMysql } from './servers/mariadb-server.ts';

const column = mysqlColumns('utf8mb4_nopad_bin');

const example: Migration = {
  name: '0001-example',
  async up({ schema, column: { name, text } }) {
    await schema.createTable('one').addColumn('name', name).execute();
    await schema.createIndex('one_by_name').on('one').column('name').execute();
    await schema.alterTable('one').addColumn('detail', text).execute();
    await schema.createTable('two').addColumn('name', name).execute();
  },
};
const statementCount = 4;

/** Stops at a statement as a killed process does: before it is sent, or before its answer is heard. */
class InterruptedKysely extends Kysely<unknown> {
  stopAt: { statement: number; wasDone: boolean } | undefined;
  #count = 0;

  override async executeQuery<Row>(query: CompiledQuery<Row>) {
    const stops = ++this.#count === this.stopAt?.statement;
    if (stops && !this.stopAt?.wasDone) throw new Error('killed');
    const result = await super.executeQuery(query);
    if (stops) throw new Error('killed');
    return result;
  }
}

describe('a migration on MariaDB', () => {
  for (let statement = 1; statement <= statementCount; statement++) {
    for (const wasDone of [false, true]) {
      it(`goes on after it was killed ${wasDone ? 'after' : 'before'} statement ${statement}`, async () => {
        const connect = await makeDatabase();
        const killed = connect();
        killed.stopAt = { statement, wasDone };
        await expect(applyInSteps(killed, example, column)).rejects.toThrow('killed');

        const next = connect();
        await applyInSteps(next, example, column);
        await sql`insert into one (name, detail) values ('a', 'b')`.execute(next);
        await sql`insert into two (name) values ('a')`.execute(next);
        expect((await sql`select name from migrations`.execute(next)).rows).toEqual([
          { name: '0001-example' },
        ]);
        expect((await sql`select * from migration_places`.execute(next)).rows).toEqual([]);
        expect((await sql`show index from one`.execute(next)).rows).toHaveLength(1);
      });
    }
  }

  it('never takes a table of somebody else for its own', async () => {
    const connect = await makeDatabase();
    await sql`create table two (strange int)`.execute(connect());
    for (let tries = 0; tries < 2; tries++) {
      await expect(applyInSteps(connect(), example, column)).rejects.toThrow("Table 'two' already exists");
    }
  });
});

async function makeDatabase(): Promise<() => InterruptedKysely> {
  const name = `interrupted_${Math.random().toString(36).slice(2)}`;
  const adminUrl = inject('mariadbUrl');
  await runMysql(adminUrl, `create database ${name}`, `create table ${name}.migrations (name varchar(320))`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return () => {
    const database = new InterruptedKysely({ dialect: new MysqlDialect({ pool: createPool(url.href) }) });
    onTestFinished(() => database.destroy());
    return database;
  };
}

import type { CompiledQuery } from 'kysely';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { dumpDatabase } from '../../src/database/archive/dump-database.ts';
import { loadDatabase } from '../../src/database/archive/load-database.ts';
import type { ConnectedDatabase } from '../../src/database/connected-database.ts';
import { Keyring } from '../../src/database/keyring.ts';
import { insert } from '../../src/database/work.ts';
import { compileStatement } from '../../src/database/compile-statement.ts';
import { toolsOf } from '../../src/database/migration.ts';
import { migrations } from '../../src/database/migrate.ts';
import { mssqlPool } from '../../src/database/mssql-database.ts';
import { parseMssqlAddress } from '../../src/database/mssql-database-address.ts';
import { mssqlColumns, mssqlDialect, mssqlOpeningProblem } from '../../src/database/mssql-dialect.ts';
import { tableShapes } from '../../src/database/table-shapes.ts';
import { insertEvent, insertLabel, insertMachine } from './example-statements.ts';
import { mssqlUrl } from './for-each-database.ts';
import { connectDatabase } from '../../src/database/open-database.ts';
import { mssqlProblems, mssqlQuery } from './mssql-grammar.ts';

const query = mssqlQuery();

it('SQL Server is asked for what the other databases are, in its own words', () => {
  const machines = query.selectFrom('machines').select('id').where('state', '=', 'new');
  expect(machines.limit(5).compile().sql).toBe('select top(5) "id" from "machines" where "state" = @1');
  expect(machines.distinct().limit(5).compile().sql).toBe(
    'select distinct top(5) "id" from "machines" where "state" = @1',
  );
  expect(machines.orderBy('id').limit(5).compile()).toMatchObject({
    sql: 'select "id" from "machines" where "state" = @1 order by "id" offset 0 rows fetch next @2 rows only',
    parameters: ['new', 5],
  });
  expect(machines.orderBy('id').limit(5).offset(10).compile()).toMatchObject({
    sql: 'select "id" from "machines" where "state" = @1 order by "id" offset @2 rows fetch next @3 rows only',
    parameters: ['new', 10, 5],
  });
  expect(compileStatement(insertEvent as never, query, 'output').sql).toBe(
    'insert into "events" ("at_ms", "severity", "kind", "message", "machine_id") output "inserted"."id" values (@1, @2, @3, @4, @5)',
  );
  const kept = query
    .insertInto('events')
    .values({ id: 7 as never, at_ms: 1, severity: '', kind: '', message: '' } as never);
  expect(kept.compile().sql).toBe(
    'set identity_insert "events" on; insert into "events" ("id", "at_ms", "severity", "kind", "message") values (@1, @2, @3, @4, @5); set identity_insert "events" off',
  );
});

it('every migration compiles for SQL Server', async () => {
  const statements: CompiledQuery[] = [];
  const recorder = mssqlQuery((one) => statements.push(one));
  for (const migration of migrations) await migration.up(toolsOf(recorder as never, mssqlColumns));
  expect(statements.flatMap((one) => mssqlProblems(one).map((problem) => `${problem}: ${one.sql}`))).toEqual(
    [],
  );
  const texts = statements.map((one) => one.sql);
  expect(texts.find((text) => text.startsWith('create table "labels"'))).toBe(
    'create table "labels" ("machine_id" bigint not null, "name" nvarchar(640) collate Latin1_General_100_BIN2 not null, "value" nvarchar(640) collate Latin1_General_100_BIN2 not null, constraint "labels_key" primary key nonclustered ("machine_id", "name"))',
  );
  expect(texts.find((text) => text.startsWith('create table "sign_in_attempts"'))).toContain(
    '("id" bigint identity not null primary key,',
  );
  expect(texts.find((text) => text.includes('"mac_from_2" as'))).toBe(
    `alter table "identifiers" add "mac_from_2" as (case kind when 'mac' then substring(value, 4, 320) end)`,
  );
});

it('what brings its own key is let in wherever a table counts', async () => {
  const shapes = await tableShapes(migrations.map(({ name }) => name));
  const counted = shapes.flatMap(({ name, counted: column }) =>
    column === null ? [] : [`${name}.${column}`],
  );
  expect(counted.filter((one) => !one.endsWith('.id'))).toEqual(['boots.number']);
  expect(
    shapes.filter(
      ({ columns, counted: column }) => column === null && columns.some(({ name }) => name === 'id'),
    ),
  ).toEqual([]);
});

it('the review finds what SQL Server would refuse', () => {
  const problemsOf = (text: string, parameters: readonly unknown[] = []) =>
    mssqlProblems({ sql: text, parameters });
  expect(problemsOf('select "id" from "t" limit 5')).toEqual(['limit: it is top, or offset … fetch']);
  expect(problemsOf('select "limit" from "t" where "a" = \'limit 5 returning\'')).toEqual([]);
  expect(problemsOf('insert into "t" default values returning "id"')).toEqual(['returning: it is output']);
  expect(problemsOf('insert into "t" ("a") values (1) on conflict do nothing')).toHaveLength(1);
  expect(problemsOf('select "a" from "t" where true')).toHaveLength(1);
  expect(problemsOf('select "a" from "t" where ("a", "b") in (select 1, 2)')).toHaveLength(1);
  expect(problemsOf('select "a" from (select "a" from "t" order by "a") as "x"')).toEqual([
    'order by in a subquery that gives all rows',
  ]);
  expect(problemsOf('select "a" from "t" offset 0 rows fetch next 1 rows only')).toEqual([
    'offset without order by',
  ]);
  expect(problemsOf('select 1', Array.from({ length: 2099 }))).toEqual(['2099 parameters: 2098 at most']);
});

it('an address of SQL Server encrypts and demands the right certificate unless it says otherwise', () => {
  const config = parseMssqlAddress(new URL('mssql://net%40berth:s%2Fecret@db.example/netberth'));
  expect(config).toMatchObject({
    server: 'db.example',
    authentication: { type: 'default', options: { userName: 'net@berth', password: 's/ecret' } },
    options: { port: 1433, database: 'netberth', encrypt: true, trustServerCertificate: false },
  });
  expect(
    parseMssqlAddress(new URL('mssql://u:p@db/n?encrypt=no-verify&instance=SQLEXPRESS')).options,
  ).toMatchObject({
    instanceName: 'SQLEXPRESS',
    trustServerCertificate: true,
  });
  expect(() => parseMssqlAddress(new URL('mssql://u:p@db/n?sslmode=require'))).toThrow(
    'the option "sslmode" is not known. Known are encrypt, ca, server-name, instance.',
  );
});

it('a copy sends what SQL Server takes, keys that are counted let in, and asks it to read all of that back', async () => {
  const from = await connectDatabase('sqlite::memory:');
  await from.migrate();
  const content = from.open(Date.now, new Keyring());
  await content.write(function* () {
    yield* insert(insertMachine, { state: 'new' });
    yield* insert(insertLabel, { machine: 1, name: 'rack', value: '7' });
  });
  const sent: CompiledQuery[] = [];
  const target: ConnectedDatabase = {
    kind: 'mssql',
    query: mssqlQuery((one) => sent.push(one)),
    migrate: async () => [],
    open: () => content,
    close: async () => undefined,
  };
  const names = migrations.map(({ name }) => name);
  // It keeps nothing: the comparison finds that.
  await expect(loadDatabase(target, dumpDatabase(from, names, 'now'))).rejects.toThrow(
    /has 0 rows, and \d+ were sent/,
  );
  await content.close();
  expect(sent.flatMap((one) => mssqlProblems(one).map((problem) => `${problem}: ${one.sql}`))).toEqual([]);
  const texts = sent.map((one) => one.sql);
  expect(texts.find((text) => text.includes('insert into "machines"'))).toMatch(
    /^set identity_insert "machines" on; insert into "machines" \("id", .*; set identity_insert "machines" off$/,
  );
  expect(texts.find((text) => text.includes('insert into "labels"'))).toBe(
    'insert into "labels" ("machine_id", "name", "value") values (@1, @2, @3)',
  );
  expect(texts.some((text) => text.startsWith('dbcc checkident'))).toBe(true);
});

it('what SQL Server says is told apart', async () => {
  const { failureOf } = mssqlDialect(await mssqlPool(new URL('mssql://netberth:secret@db.example/netberth')));
  const said = (number: number) => Object.assign(new Error('x'), { code: 'EREQUEST', number });
  expect([2627, 1205, 3960, 596, 208].map((number) => failureOf(said(number)))).toEqual([
    ...['unique', 'contended', 'contended', 'disconnected', 'refused'],
  ]);
  expect(failureOf([said(2601)])).toBe('unique');
  expect(failureOf(Object.assign(new Error('x'), { code: 'ESOCKET' }))).toBe('disconnected');
  const login = (message: string) => Object.assign(new Error(message), { code: 'ELOGIN' });
  expect(mssqlOpeningProblem(login("Login failed for user 'netberth'."))).toBe('login');
  expect(mssqlOpeningProblem(login('Cannot open database "nowhere" requested by the login.'))).toBe(
    'database',
  );
});

const isNamed = mssqlUrl !== '';
it.skipIf(!isNamed)(
  `the contract suites run on a real SQL Server${isNamed ? '' : ' (skipped: NETBERTH_TEST_MSSQL_URL names none, and no Debian package has one)'}`,
  async () => {
    const server = await connectDatabase(mssqlUrl);
    await server.close();
    expect(server.kind).toBe('mssql');
  },
);

it('the pages that a backup is read by are those of SQL Server', () => {
  const page = sql`select ${sql.ref('id')} from ${sql.table('events')} where ${sql.ref('id')} > ${5}`;
  expect(page.compile(query).sql).toBe('select "id" from "events" where "id" > @1');
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPostgres } from '../../../packages/server/tests/database/servers/run-postgres.ts';
import { openDatabase } from '../../../packages/server/src/database/open-database.ts';
import { addMachines, bootQuery, macOf, wrkScript } from '../known-machines.ts';
import { startNetberth, stop } from '../server-process.ts';
import type { ServerProcess } from '../server-process.ts';
import { median, rounded, wrkLoad } from '../wrk-load.ts';
import { startDurablePostgres } from './durable-postgres.ts';
import type { DurablePostgres } from './durable-postgres.ts';
import { transactionInto } from './logged-transaction.ts';
import { pgbenchLoad } from './pgbench-load.ts';
import { pgbenchScript } from './pgbench-script.ts';

const machines = 10_000;
const rounds = 5;
/** As many connections as Netberth has, and as many as it is asked by. */
const [few, many] = [20, 64] as const;

type DatabaseRow = {
  readonly what: string;
  readonly 'boots/s': number;
  readonly 'p99 ms': number | null;
  readonly ratio: number | null;
  readonly aim: string;
};

/**
 * Boots by one server and by two on one PostgreSQL, each committed to the disk before its answer, in turns with
 * pgbench, which sends the statements that a boot was seen to send to the same tables.
 */
export async function serverDatabases(): Promise<DatabaseRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-bench-'));
  const postgres = await startDurablePostgres();
  const servers: ServerProcess[] = [];
  try {
    await fill(postgres.url);
    for (const name of ['a', 'b']) {
      const key = ['--secrets-key-file', join(folder, 'a/keys/secrets.key')];
      servers.push(await startNetberth(join(folder, name), ['--database', postgres.url, ...key]));
    }
    const [first] = servers;
    if (first === undefined) throw new Error('there is no server');
    const [boots, statements] = [join(folder, 'boots.lua'), join(folder, 'boots.sql')];
    writeFileSync(boots, wrkScript(machines));
    writeFileSync(statements, await logBoot(postgres, first.url));
    return rowsOf(await inTurns(postgres.url, servers, { boots, statements }));
  } finally {
    await Promise.all(servers.map(stop));
    await postgres.stop();
    rmSync(folder, { recursive: true });
  }
}

async function fill(url: string): Promise<void> {
  const database = await openDatabase(url, Date.now);
  await addMachines(database, machines);
  await database.close();
  await runPostgres(url, 'vacuum analyze');
}

/** Has PostgreSQL log one boot. @returns its statements for pgbench */
async function logBoot(postgres: DurablePostgres, url: string): Promise<string> {
  const index = 5000;
  await (await fetch(url + bootQuery(0))).text();
  await runPostgres(postgres.url, `alter system set log_statement = 'all'`, 'select pg_reload_conf()');
  const mac = macOf(index);
  const isLogged = () => postgres.log().some(({ detail = '' }) => detail.includes(`'${mac}'`));
  // The connections of the server read their settings between two statements, each in its own time.
  while (!isLogged()) await (await fetch(url + bootQuery(index))).text();
  await (await fetch(url + bootQuery(index))).text();
  await runPostgres(postgres.url, 'alter system reset log_statement', 'select pg_reload_conf()');
  return pgbenchScript(transactionInto('boots', postgres.log()), { id: index + 1, mac, machines });
}

type Turns = Record<
  'one' | 'oneP99Ms' | 'two' | 'twoP99Ms' | 'fewClients' | 'manyClients' | 'parsed',
  number[]
>;

async function inTurns(
  url: string,
  servers: readonly ServerProcess[],
  scripts: { readonly boots: string; readonly statements: string },
): Promise<Turns> {
  const turns: Turns = {
    ...{ one: [], oneP99Ms: [], two: [], twoP99Ms: [] },
    ...{ fewClients: [], manyClients: [], parsed: [] },
  };
  for (let round = -1; round < rounds; round += 1) {
    const [one] = await bootsBy(servers.slice(0, 1), scripts.boots);
    const both = await bootsBy(servers, scripts.boots);
    const fewClients = await pgbenchLoad(url, scripts.statements, 'prepared', few);
    const manyClients = await pgbenchLoad(url, scripts.statements, 'prepared', many);
    const parsed = await pgbenchLoad(url, scripts.statements, 'extended', many);
    if (round < 0 || one === undefined) continue;
    turns.one.push(one.perSecond);
    turns.oneP99Ms.push(one.p99Ms);
    turns.two.push(both.reduce((sum, { perSecond }) => sum + perSecond, 0));
    turns.twoP99Ms.push(Math.max(...both.map(({ p99Ms }) => p99Ms)));
    turns.fewClients.push(fewClients);
    turns.manyClients.push(manyClients);
    turns.parsed.push(parsed);
  }
  return turns;
}

function bootsBy(servers: readonly ServerProcess[], script: string) {
  return Promise.all(servers.map(({ url }) => wrkLoad(url, script)));
}

function rowsOf(turns: Turns): DatabaseRow[] {
  const [one, two] = [median(turns.one), median(turns.two)];
  const [fewClients, manyClients] = [median(turns.fewClients), median(turns.manyClients)];
  const best = Math.max(fewClients, manyClients);
  const row = (what: string, perSecond: number, rest: Partial<DatabaseRow> = {}): DatabaseRow => ({
    what,
    'boots/s': Math.round(perSecond),
    ...{ 'p99 ms': null, ratio: null, aim: '', ...rest },
  });
  return [
    row(`pgbench, ${few} clients`, fewClients),
    row(`pgbench, ${many} clients`, manyClients),
    row(`pgbench, ${many} clients, statements parsed each time`, median(turns.parsed)),
    row('one server', one, {
      ...{ 'p99 ms': rounded(median(turns.oneP99Ms)), ratio: rounded(one / best) },
      aim: 'at least 0.6 of the better pgbench',
    }),
    row(`two servers, on ${availableParallelism()} cores`, two, {
      ...{ 'p99 ms': rounded(median(turns.twoP99Ms)), ratio: rounded(two / one) },
      aim: 'at least 1.6 of one, where there are cores for both and PostgreSQL',
    }),
  ];
}

if (import.meta.main) console.table(await serverDatabases());

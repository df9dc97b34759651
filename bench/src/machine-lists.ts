import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machinePage, permissions } from '@netberth/api';
import type { Actor } from '../../packages/server/src/commands/actor.ts';
import { openSqlite } from '../../packages/server/src/database/sqlite-database.ts';
import type { Database } from '../../packages/server/src/database/work.ts';
import { machineListCommands } from '../../packages/server/src/features/inventory/machine-list-commands.ts';
import { makeMachines } from './known-machines.ts';

const few = 1000;
const many = 100_000;
const rounds = 200;
/** So many are found in the small fleet too: a page is as full here as there. */
const found = 10;
const actor: Actor = { name: 'bench', origin: 'bench', permissions: new Set(permissions) };

/** Of a search that finds more than the two thousand that are counted, no later page is offered. */
function lastShown(sort: string) {
  return (count: number) => ({
    ...{ search: '52:54:00', sort, limit: found },
    offset: Math.min(count, 2000) - found,
  });
}

/** What people do in the table of machines: any filter, any page. */
const pages: readonly { readonly what: string; readonly input: (count: number) => object }[] = [
  { what: 'first page', input: () => ({}) },
  { what: 'last page', input: (count) => ({ offset: count - 200 }) },
  { what: 'last page by host name', input: (count) => ({ sort: 'hostname', offset: count - 200 }) },
  { what: 'by address, backwards', input: () => ({ sort: '-address' }) },
  { what: 'one state', input: () => ({ state: 'finished' }) },
  { what: 'a state that is rare', input: () => ({ state: 'failed' }) },
  { what: 'one rack', input: () => ({ label: 'rack=3' }) },
  { what: 'whatever rack', input: () => ({ label: 'rack' }) },
  { what: 'part of a host name', input: () => ({ search: 'host-77', limit: found }) },
  { what: 'part of a MAC', input: () => ({ search: '00:00:7', limit: found }) },
  { what: 'part of a serial', input: () => ({ search: 'SN77', limit: found }) },
  { what: 'what most have', input: () => ({ search: 'host-', limit: found }) },
  { what: 'a rare MAC', input: () => ({ search: '00:00:00:7', limit: found }) },
  { what: 'what all MACs begin with', input: () => ({ search: '52:54:00', limit: found }) },
  { what: 'the same, with dashes', input: () => ({ search: '52-54-00', limit: found }) },
  { what: 'the same, the last that is shown', input: lastShown('id') },
  { what: 'the same, backwards', input: lastShown('-id') },
  { what: 'the same, by host name', input: lastShown('hostname') },
  { what: 'the same, in one rack', input: () => ({ search: '52:54:00', label: 'rack=3', limit: found }) },
  {
    what: 'the same, a state that is rare',
    input: () => ({ search: '52:54:00', state: 'failed', limit: found }),
  },
  { what: 'the same, one state', input: () => ({ search: '52:54:00', state: 'finished', limit: found }) },
  { what: 'a piece of all MACs', input: () => ({ search: '54:00', limit: found }) },
  { what: 'a piece of all UUIDs', input: () => ({ search: '3510-8052', limit: found }) },
  { what: 'two characters', input: () => ({ search: '52', limit: found }) },
  { what: 'nothing that is there', input: () => ({ search: 'zzzz', limit: found }) },
];

/** The 95th percentile of a page of the table with 100,000 machines, beside that with 1,000. */
export async function machineLists() {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-bench-'));
  try {
    const small = await fleet(join(folder, 'few.db'), few);
    const large = await fleet(join(folder, 'many.db'), many);
    const rows = [];
    for (const { what, input } of pages) {
      const [fewMs, manyMs] = await percentiles95([
        () => askPage(small, input(few)),
        () => askPage(large, input(many)),
      ]);
      rows.push({
        page: what,
        [`${few} p95 ms`]: fewMs.toFixed(1),
        [`${many} p95 ms`]: manyMs.toFixed(1),
        ratio: (manyMs / fewMs).toFixed(1),
      });
    }
    await small.close();
    await large.close();
    return rows;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function fleet(file: string, count: number): Promise<Database> {
  await makeMachines(file, count);
  const { default: Sqlite } = await import('better-sqlite3');
  // A page is as full here as there: what is measured is finding it.
  const groups = count / 200;
  const raw = new Sqlite(file);
  raw.exec(`update machines set hostname = 'host-' || id, address = '10.' || (id / 65536) || '.' || (id / 256 % 256) || '.' || (id % 256);
    update machines set state = 'failed' where id % ${groups} = 0;
    insert into labels (machine_id, name, value) select id, 'rack', id % ${groups} from machines;`);
  raw.close();
  return await openSqlite(file, Date.now);
}

async function askPage(database: Database, input: object): Promise<void> {
  const handler = machineListCommands.find(({ definition }) => definition.name === machinePage.name);
  if (handler?.kind !== 'read') throw new Error('there is no machine.page');
  await database.read(() => handler.run(machinePage.input.parse(input) as never, actor));
}

/** In milliseconds. In turns: what else the machine does meanwhile slows both. */
async function percentiles95<const Runs extends readonly (() => Promise<void>)[]>(runs: Runs) {
  const times = runs.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, run] of runs.entries()) {
      const startedMs = performance.now();
      await run();
      times[index]?.push(performance.now() - startedMs);
    }
  }
  const sorted = times.map((some) => some.sort((one, other) => one - other));
  return sorted.map((some) => some[Math.ceil(rounds * 0.95) - 1] ?? 0) as { [Index in keyof Runs]: number };
}

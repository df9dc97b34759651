/**
 * `/bootstrap` of known machines, each boot committed to disk before its answer, against a bare Node server that
 * sends the same bytes: 64 keep-alive connections, in turns. `node bench/src/boot-throughput.ts`; needs wrk.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootQuery, makeMachines, wrkScript } from './known-machines.ts';
import { startNetberth, startPeer, stop } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';
import { median, rounded, wrkLoad, type Load } from './wrk-load.ts';

const rounds = 5;
const fleets = [1000, 10_000, 100_000];

type BootRow = {
  readonly machines: number;
  readonly bootsPerSecond: number;
  readonly barePerSecond: number;
  readonly ratio: number;
  readonly p99Ms: number;
  readonly bareP99Ms: number;
  readonly p99Ratio: number;
};

export async function bootThroughput(): Promise<BootRow[]> {
  const rows: BootRow[] = [];
  for (const machines of fleets) rows.push(await measureFleet(machines));
  return rows;
}

async function measureFleet(machines: number): Promise<BootRow> {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-bench-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  await makeMachines(join(data, 'netberth.db'), machines);
  const script = join(folder, 'boots.lua');
  writeFileSync(script, wrkScript(machines));
  const ours = await startNetberth(data);
  const answer = await (await fetch(ours.url + bootQuery(0))).text();
  const bare = await startPeer('peer-bare.ts', answer);
  try {
    return rowOf(machines, await inTurns(ours, bare, script));
  } finally {
    await Promise.all([stop(ours), stop(bare)]);
    rmSync(folder, { recursive: true });
  }
}

type Turns = { readonly ours: readonly Load[]; readonly bare: readonly Load[] };

async function inTurns(ours: ServerProcess, bare: ServerProcess, script: string): Promise<Turns> {
  const turns = { ours: [] as Load[], bare: [] as Load[] };
  for (let round = -1; round < rounds; round += 1) {
    const loads = { bare: await wrkLoad(bare.url, script), ours: await wrkLoad(ours.url, script) };
    if (round < 0) continue;
    turns.bare.push(loads.bare);
    turns.ours.push(loads.ours);
  }
  return turns;
}

function rowOf(machines: number, { ours, bare }: Turns): BootRow {
  const bootsPerSecond = median(ours.map(({ perSecond }) => perSecond));
  const barePerSecond = median(bare.map(({ perSecond }) => perSecond));
  const p99Ms = median(ours.map((one) => one.p99Ms));
  const bareP99Ms = median(bare.map((one) => one.p99Ms));
  return {
    machines,
    bootsPerSecond: Math.round(bootsPerSecond),
    barePerSecond: Math.round(barePerSecond),
    ratio: rounded(bootsPerSecond / barePerSecond),
    p99Ms: rounded(p99Ms),
    bareP99Ms: rounded(bareP99Ms),
    p99Ratio: rounded(p99Ms / bareP99Ms),
  };
}

if (import.meta.main) console.table(await bootThroughput());

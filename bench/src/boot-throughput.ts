/**
 * `/bootstrap` of known machines, each boot committed to disk before its answer, with the history that is kept by
 * default and `/metrics` asked for every second, against a bare Node server that sends the same bytes: 64 keep-alive
 * connections, in turns. `node bench/src/boot-throughput.ts`; needs wrk.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootQuery, makeMachines, wrkScript } from './known-machines.ts';
import { askingMetrics } from './asking-metrics.ts';
import { freePorts, startNetberthAt, startPeer, stop } from './server-process.ts';
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
  /** Beside the p99 of the smallest fleet. */
  readonly p99Growth: number;
};

type Fleet = {
  readonly machines: number;
  readonly server: ServerProcess;
  readonly adminUrl: string;
  readonly script: string;
  readonly loads: Load[];
};

export async function bootThroughput(): Promise<BootRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-bench-'));
  const running: ServerProcess[] = [];
  try {
    const all: Fleet[] = [];
    for (const machines of fleets) {
      const fleet = await startFleet(machines, join(folder, String(machines)));
      running.push(fleet.server);
      all.push(fleet);
    }
    const [smallest] = running;
    const answer = await (await fetch((smallest?.url ?? '') + bootQuery(0))).text();
    const bare = await startPeer('peer-bare.ts', answer);
    running.push(bare);
    return rowsOf(all, await inTurns(all, bare));
  } finally {
    await Promise.all(running.map(stop));
    rmSync(folder, { recursive: true });
  }
}

async function startFleet(machines: number, folder: string): Promise<Fleet> {
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  await makeMachines(join(data, 'netberth.db'), machines);
  const script = join(folder, 'boots.lua');
  writeFileSync(script, wrkScript(machines));
  const ports = await freePorts();
  const server = await startNetberthAt(ports, data);
  return { machines, server, adminUrl: `http://127.0.0.1:${ports.admin}`, script, loads: [] };
}

/** A round asks the bare server and each fleet, so that what else the machine does slows all. @returns loads of the bare one */
async function inTurns(all: readonly Fleet[], bare: ServerProcess): Promise<readonly Load[]> {
  const bareLoads: Load[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const isCounted = round >= 0;
    const load = await wrkLoad(bare.url, all[0]?.script);
    if (isCounted) bareLoads.push(load);
    for (const { server, adminUrl, script, loads } of all) {
      const own = await askingMetrics(adminUrl, () => wrkLoad(server.url, script));
      if (isCounted) loads.push(own);
    }
  }
  return bareLoads;
}

function rowsOf(all: readonly Fleet[], bare: readonly Load[]): BootRow[] {
  const barePerSecond = median(bare.map(({ perSecond }) => perSecond));
  const bareP99Ms = median(bare.map((one) => one.p99Ms));
  const p99Of = ({ loads }: Fleet): number => median(loads.map((one) => one.p99Ms));
  const [smallest] = all;
  return all.map((fleet) => {
    const bootsPerSecond = median(fleet.loads.map(({ perSecond }) => perSecond));
    const p99Ms = p99Of(fleet);
    return {
      machines: fleet.machines,
      bootsPerSecond: Math.round(bootsPerSecond),
      barePerSecond: Math.round(barePerSecond),
      ratio: rounded(bootsPerSecond / barePerSecond),
      p99Ms: rounded(p99Ms),
      bareP99Ms: rounded(bareP99Ms),
      p99Ratio: rounded(p99Ms / bareP99Ms),
      p99Growth: rounded(p99Ms / (smallest === undefined ? p99Ms : p99Of(smallest))),
    };
  });
}

if (import.meta.main) console.table(await bootThroughput());

/** From start to ready, and memory when nothing happens, next to an empty Fastify server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { residentMiB, startNetberth, startPeer, stop } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

const rounds = 5;
const idleMs = 3000;

type StartRow = {
  readonly name: string;
  readonly startMs: number;
  readonly idleMiB: number;
  readonly ratio: number;
};

export async function startUp(): Promise<StartRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-bench-'));
  try {
    const ours = [];
    const empty = [];
    for (let round = 0; round < rounds; round += 1) {
      empty.push(await measure(() => startPeer('peer-fastify.ts')));
      ours.push(await measure(() => startNetberth(join(folder, 'data'))));
    }
    const base = median(empty.map(({ startMs }) => startMs));
    return [rowOf('empty Fastify', empty, base), rowOf('netberth', ours, base)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Sample = { readonly startMs: number; readonly idleMiB: number };

async function measure(start: () => Promise<ServerProcess>): Promise<Sample> {
  const server = await start();
  await sleep(idleMs);
  const sample = { startMs: server.startMs, idleMiB: residentMiB(server) };
  await stop(server);
  return sample;
}

function rowOf(name: string, samples: readonly Sample[], base: number): StartRow {
  const startMs = median(samples.map((sample) => sample.startMs));
  const idleMiB = median(samples.map((sample) => sample.idleMiB));
  return {
    name,
    startMs: Math.round(startMs),
    idleMiB: Math.round(idleMiB),
    ratio: Math.round((startMs / base) * 100) / 100,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

if (import.meta.main) console.table(await startUp());

import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startNginx, stop as stopNginx } from './file-throughput.ts';
import type { MediaRow } from './media-row.ts';
import { bundledCommand, startNetberth, stop, type ServerProcess } from './server-process.ts';
import { median, wrkLoad, type Load } from './wrk-load.ts';

const run = promisify(execFile);
const rounds = 5;
const leastRatio = 0.5;

/** Pieces as virtual drives of BMCs ask for them: a block, a page, or what a boot loader reads at once. */
const pieceBytes = [2048, 4096, 32_768, 65_536];

/** 64 clients that read random pieces of one medium, from us and from nginx, which has the same bytes in a file. */
export async function piecesOfMedium(folder: string, data: string): Promise<MediaRow[]> {
  const ours = await startNetberth(data);
  try {
    const path = await issueMedium(data);
    const image = Buffer.from(await (await fetch(ours.url + path)).arrayBuffer());
    const files = join(folder, 'files');
    mkdirSync(files);
    // Started by root, nginx reads as nobody.
    chmodSync(folder, 0o755);
    writeFileSync(join(files, 'image'), image);
    const script = join(folder, 'pieces.lua');
    writeFileSync(script, piecesScript(image.length));
    return [
      await against('1 worker', '1', { ours, path, folder, script }),
      await against('a worker a core', 'auto', { ours, path, folder, script }),
    ];
  } finally {
    await stop(ours);
  }
}

type Contest = {
  readonly ours: ServerProcess;
  readonly path: string;
  readonly folder: string;
  readonly script: string;
};

async function against(name: string, workers: string, contest: Contest): Promise<MediaRow> {
  const { ours, path, folder, script } = contest;
  const nginx = await startNginx(name, folder, workers);
  const loads = { ours: [] as Load[], nginx: [] as Load[] };
  try {
    for (let round = -1; round < rounds; round += 1) {
      const turn = { nginx: await wrkLoad(nginx.url, script), ours: await wrkLoad(ours.url + path, script) };
      if (round < 0) continue;
      loads.nginx.push(turn.nginx);
      loads.ours.push(turn.ours);
    }
  } finally {
    await stopNginx(nginx.child);
  }
  const [mine, theirs] = [loads.ours, loads.nginx].map((taken) =>
    median(taken.map(({ perSecond }) => perSecond)),
  );
  const ratio = (mine ?? Number.NaN) / (theirs ?? Number.NaN);
  return {
    what: `random pieces of an ISO to 64 clients, nginx with ${name}`,
    measured: `${ratio.toFixed(2)} of nginx (${Math.round(mine ?? 0)} and ${Math.round(theirs ?? 0)} a second)`,
    aim: `${leastRatio}`,
    isReached: ratio >= leastRatio,
  };
}

/** @returns the path of its URL */
async function issueMedium(data: string): Promise<string> {
  const netberth = async (...words: readonly string[]) =>
    JSON.parse(
      (await run(process.execPath, [bundledCommand(), '--data', data, ...words, '--json'])).stdout,
    ) as { readonly id: number; readonly path: string };
  const { id } = await netberth('machine', 'add', '--macs', '52:54:00:00:00:01');
  const flags = ['--ip', '192.0.2.10/24', '--boot-url', 'http://192.0.2.1:8080'];
  return (await netberth('media', 'issue', String(id), ...flags)).path;
}

function piecesScript(imageBytes: number): string {
  return `
local sizes = {${pieceBytes.join(', ')}}
local threads = 0
function setup(thread) threads = threads + 1; thread:set('number', threads) end
function init() math.randomseed(number) end
function request()
  local size = sizes[math.random(#sizes)]
  local from = math.random(0, ${imageBytes} - size)
  return wrk.format('GET', nil, { ['Range'] = 'bytes=' .. from .. '-' .. (from + size - 1) })
end`;
}

/**
 * Boot media: their sizes; one beside xorriso, ten thousand as a ZIP file beside copying memory, pieces of one beside
 * nginx, each pair in turns. `npm run bench -- media`; needs xorriso, mtools, nginx and wrk, and fetches the loaders as
 * `netberth firmware install` does.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Plan } from '../../packages/disk-image/src/index.ts';
import { readLoaders, type Loaders } from '../../packages/media/node/index.ts';
import { manyMedia } from './media-batch.ts';
import { oneMedium } from './media-one.ts';
import { piecesOfMedium } from './media-pieces.ts';
import type { MediaRow } from './media-row.ts';
import { templateOf } from './media-template.ts';
import { bundledCommand } from './server-process.ts';

const run = promisify(execFile);

export async function mediaSpeed(): Promise<MediaRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-bench-media-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  try {
    await run(process.execPath, [bundledCommand(), '--data', data, 'firmware', 'install']);
    const loaders = await loadersIn(data);
    const template = templateOf(loaders, ['bios', 'uefi']);
    return [
      sizeRow('for BIOS alone', templateOf(loaders, ['bios']), 1.5),
      sizeRow('for BIOS and UEFI x64', template, 4),
      ...(await oneMedium(folder, loaders)),
      ...(await manyMedia(folder, data, template)),
      ...(await piecesOfMedium(folder, data)),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function loadersIn(data: string): Promise<Loaders> {
  const read = await readLoaders(data, ['bios', 'uefi']);
  if (read.kind === 'refused') throw new Error(read.problems.join('\n'));
  return read.loaders;
}

function sizeRow(what: string, { sizeBytes }: Plan, mostMegabytes: number): MediaRow {
  const megabytes = sizeBytes / 1e6;
  return {
    what: `an ISO ${what}`,
    measured: `${megabytes.toFixed(2)} MB`,
    aim: `under ${mostMegabytes} MB`,
    isReached: megabytes < mostMegabytes,
  };
}

if (import.meta.main) console.table(await mediaSpeed());

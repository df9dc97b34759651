import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Plan } from '../../packages/disk-image/src/index.ts';
import type { MediaRow } from './media-row.ts';
import { peakMiBOf } from './process-usage.ts';
import { bundledCommand } from './server-process.ts';
import { median, rounded } from './wrk-load.ts';

const media = 10_000;
const rounds = 3;
const [leastRatio, mostMiB] = [0.33, 200];

type Sample = { readonly seconds: number; readonly peakMiB: number };

/**
 * `netberth media batch` of ten thousand rows as a ZIP file into /dev/null, beside a process that copies as many images
 * in memory and writes each copy there. Both from their start to their end.
 */
export async function manyMedia(folder: string, data: string, template: Plan): Promise<MediaRow[]> {
  const list = join(folder, 'machines.csv');
  writeFileSync(list, listOf(media));
  const flags = ['--boot-url', 'http://10.255.255.1:8080', '--gateway', '10.255.255.254'];
  const batch = [bundledCommand(), '--data', data, 'media', 'batch', list, '-o', '/dev/null', ...flags];
  const copy = [join(import.meta.dirname, 'peer-copy.ts'), String(template.sizeBytes), String(media)];
  const [ours, theirs]: [Sample[], Sample[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(await measure(copy));
    ours.push(await measure(batch));
  }
  const speedOf = (samples: readonly Sample[]) =>
    (template.sizeBytes * media) / 1e9 / median(samples.map(({ seconds }) => seconds));
  const ratio = speedOf(ours) / speedOf(theirs);
  const peak = Math.round(Math.max(...ours.map(({ peakMiB }) => peakMiB)));
  const speeds = `${rounded(speedOf(ours))} GB/s, copying ${rounded(speedOf(theirs))} GB/s`;
  return [
    {
      what: `${media} ISOs from a CSV file, as a ZIP file`,
      measured: `${rounded(ratio)} of copying (${speeds})`,
      aim: `${leastRatio}`,
      isReached: ratio >= leastRatio,
    },
    {
      what: 'its memory at its most',
      measured: `${peak} MiB`,
      aim: `${mostMiB} MiB`,
      isReached: peak < mostMiB,
    },
  ];
}

function listOf(rows: number): string {
  const row = (index: number) => {
    const [high, low] = [index >> 8, index & 0xff];
    const mac = `52:54:00:00:${high.toString(16).padStart(2, '0')}:${low.toString(16).padStart(2, '0')}`;
    return `machine-${index},10.0.${high}.${low}/8,${mac}\n`;
  };
  return `name,ip,mac\n${Array.from({ length: rows }, (_, index) => row(index + 1)).join('')}`;
}

async function measure(words: readonly string[]): Promise<Sample> {
  const beganMs = performance.now();
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  let peakMiB = 0;
  // The most so far only grows: what was read last is short of the end by a few milliseconds.
  while (child.exitCode === null) {
    const now = child.pid === undefined ? Number.NaN : peakMiBOf(child.pid);
    if (now > peakMiB) peakMiB = now;
    await Promise.race([ended, sleep(20)]);
  }
  if (child.exitCode !== 0) throw new Error(`${words.join(' ')} ended with ${child.exitCode}`);
  return { seconds: (performance.now() - beganMs) / 1000, peakMiB };
}

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planFat, replaceSlot, slot, type Plan, type PlanOutcome } from '@netberth/disk-image';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zipMedia, type NamedMedium } from '../node/index.ts';
import { parseMediumWay } from '../src/index.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-zip-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a ZIP file, with holes for what is zero, and has 7-Zip read it. @returns what that prints */
async function readBy7Zip(media: Iterable<NamedMedium>, ...words: readonly string[]): Promise<string> {
  const path = join(folder, 'media.zip');
  await writeSparse(zipMedia(media), path);
  const { status, stdout } = spawnSync('7z', [...words, path], {
    encoding: 'utf8',
    cwd: folder,
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`7z ended with ${status}: ${stdout}`);
  return stdout;
}

async function writeSparse(chunks: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  const file = openSync(path, 'w');
  let at = 0;
  for await (const chunk of chunks) {
    if (!isZero(chunk)) writeSync(file, chunk, 0, chunk.length, at);
    at += chunk.length;
  }
  ftruncateSync(file, at);
  closeSync(file);
}

const zeros = Buffer.alloc(64 * 1024 * 1024);
const isZero = (chunk: Uint8Array) => zeros.subarray(0, chunk.length).equals(chunk);

const way = parseMediumWay({
  ip: ['192.0.2.10/24'],
  gateway: [],
  dns: [],
  vlan: null,
  mac: '52:54:00:00:00:01',
  bootUrl: 'http://192.0.2.1',
});
function named(name: string, plan: Plan): NamedMedium {
  if (way.kind === 'refused') throw new Error('refused');
  return { name, order: { id: name, format: 'iso', network: way.network }, plan };
}

function planOf(outcome: PlanOutcome): Plan {
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems));
  return outcome.plan;
}

const volume = planOf(
  planFat({
    label: 'ZIP',
    volumeId: 1,
    epochSeconds: 1_767_225_600,
    files: [
      { path: 'loader', content: new Uint8Array(100_000).fill(7) },
      { path: 'script', content: slot('script', 4096) },
    ],
  }),
);
const filled = (text: string): Plan => planOf(replaceSlot(volume, 'script', Buffer.from(text)));

test('7-Zip finds every medium whole, and the sums of the manifest are those of what it unpacks', async () => {
  await readBy7Zip([named('web1', filled('one')), named('web2', filled('two'))], 'x', '-y');
  const sha256 = (file: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex');
  expect(readFileSync(join(folder, 'web1.iso')).includes('one\n')).toBe(true);
  expect(readFileSync(join(folder, 'web2.iso')).includes('two\n')).toBe(true);
  expect(readFileSync(join(folder, 'manifest.csv'), 'utf8')).toBe(`file,medium,ip,mac,size_bytes,sha256
web1.iso,web1,192.0.2.10/24,52:54:00:00:00:01,${volume.sizeBytes},${sha256('web1.iso')}
web2.iso,web2,192.0.2.10/24,52:54:00:00:00:01,${volume.sizeBytes},${sha256('web2.iso')}
`);
});

test('70,000 media, more than a directory without ZIP64 can count, are all found', async () => {
  const media = function* () {
    for (let number = 0; number < 70_000; number += 1) yield named(`m${number}`, tiny);
  };
  const tiny: Plan = { sizeBytes: 1, extents: [], slots: new Map() };
  expect(await readBy7Zip(media(), 't')).toMatch(/Files: 70001\nSize: +\d+\n/);
});

test('media behind the first 4 GiB are found', async () => {
  const large: Plan = { sizeBytes: 60_000_000, extents: [], slots: new Map() };
  const many = Array.from({ length: 72 }, (_, number) => named(`large${number}`, large));
  const media = [...many, named('last', filled('last'))];
  expect(await readBy7Zip(media, 't')).toContain('Everything is Ok');
});

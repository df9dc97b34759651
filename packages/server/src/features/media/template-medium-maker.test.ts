import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAt } from '@netberth/disk-image';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FirmwareFolder } from '../firmware/firmware-folder.ts';
import { lazyMediumMaker } from './medium-maker.ts';
import type { MediumMaker } from './medium-maker.ts';
import type { MediumText } from './medium-record.ts';
import { ownPlace } from '../../platform/file-place.ts';

let data: string;
let mediumMaker: MediumMaker;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'netberth-images-'));
  const loader = Buffer.alloc(5000, 1);
  const sha256 = createHash('sha256').update(loader).digest('hex');
  const known = {
    file: 'ipxe.efi',
    kind: 'ipxe',
    platform: 'efi',
    architecture: 'x86_64',
    sizeBytes: 5000,
    sha256,
  };
  const installedAt = '2026-01-01T00:00:00.000Z';
  const file = { ...known, package: null, source: 'a test', installedAt, ipxe: null };
  await mkdir(join(data, 'firmware'));
  await writeFile(join(data, 'firmware/ipxe.efi'), loader);
  await writeFile(
    join(data, 'firmware/manifest.json'),
    JSON.stringify({ format: 1, installedAt, files: [file] }),
  );
  mediumMaker = lazyMediumMaker(data, await FirmwareFolder.open(ownPlace(data)));
});
afterAll(() => rm(data, { recursive: true }));

const text: MediumText = {
  ...{ machine: '1', ip: ['192.0.2.10/24'], gateway: [], dns: [], bootUrl: 'http://192.0.2.1:8080' },
  ...{ firmware: ['uefi'], format: 'iso', label: 'NETBERTH', menu: false, wait: 90, replace: false },
};

async function scriptOf(id: number, more: Partial<MediumText>, key: string | null): Promise<string> {
  const image = await mediumMaker.imageOf({ id, text: { ...text, ...more } }, key);
  if (image.kind === 'refused') throw new Error(JSON.stringify(image.problems));
  return Buffer.from(readAt(image.plan, 0, image.plan.sizeBytes)).toString('latin1');
}

test('an image that was made before is that of the same text, number and key only', async () => {
  const first = await scriptOf(7, {}, null);
  expect(first).toContain('/ip 192.0.2.10\n');
  expect(await scriptOf(7, { ip: ['192.0.2.11/24'] }, null)).toContain('/ip 192.0.2.11\n');
  expect(await scriptOf(8, {}, null)).toContain('# Netberth: medium 8\n');
  expect(await scriptOf(7, {}, 'k'.repeat(43))).toContain(`set netberth_key ${'k'.repeat(43)}\n`);
  expect(await scriptOf(7, {}, null)).toBe(first);
});

test('of the images that were made, those are forgotten first that nobody has wanted for longest', async () => {
  const order = { id: 1, text };
  const first = await mediumMaker.imageOf(order, null);
  for (let id = 2; id <= 256; id += 1) await mediumMaker.imageOf({ id, text }, null);
  expect(await mediumMaker.imageOf(order, null)).toBe(first);
  await mediumMaker.imageOf({ id: 257, text }, null);
  expect(await mediumMaker.imageOf(order, null)).toBe(first);
  for (let id = 300; id < 600; id += 1) await mediumMaker.imageOf({ id, text }, null);
  expect(await mediumMaker.imageOf(order, null)).not.toBe(first);
});

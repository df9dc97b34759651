import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FirmwareManifest } from '@netberth/api';
import { expect, onTestFinished, test } from 'vitest';
import { FirmwareFolder } from './firmware-folder.ts';

const manifest: FirmwareManifest = { format: 1, installedAt: '2026-11-22T00:00:00.000Z', files: [] };

test('of two servers with one folder each has the set that the other installs, and leaves alone what the other prepares', async () => {
  const place = mkdtempSync(join(tmpdir(), 'netberth-firmware-'));
  onTestFinished(() => rmSync(place, { recursive: true }));
  const [first, second] = [
    await FirmwareFolder.open({ folder: place, writer: 'a1', elsewhere: null }),
    await FirmwareFolder.open({ folder: place, writer: 'b2', elsewhere: null }),
  ];

  const { set } = await first.arrive();
  await second.look();
  await second.arrive();
  expect(existsSync(set)).toBe(true);
  await first.write(set, 'ipxe.efi', 'a loader');
  await first.complete(set, manifest);
  await first.takeOver(set, manifest);
  await FirmwareFolder.open({ folder: place, writer: 'c3', elsewhere: null });

  await second.look();
  expect([second.manifest, second.fault]).toEqual([manifest, null]);
  expect(readFileSync(join(second.path, 'ipxe.efi'), 'utf8')).toBe('a loader');
});

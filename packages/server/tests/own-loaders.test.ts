import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteWithExample } from './harness/site-with-example.ts';
import { TestApp } from './harness/start-app.ts';

const memdisk = Buffer.alloc(4096, 'memdisk');

let app: TestApp;
beforeAll(async () => {
  const data = siteWithExample();
  const installedAt = '2026-01-01T00:00:00Z';
  const file = {
    ...{
      file: 'memdisk',
      kind: 'memdisk',
      platform: 'pcbios',
      architecture: 'i386',
      sizeBytes: memdisk.length,
    },
    sha256: createHash('sha256').update(memdisk).digest('hex'),
    ...{ package: null, source: 'folder /srv/loaders', installedAt, ipxe: null },
  };
  mkdirSync(join(data, 'firmware'), { recursive: true });
  writeFileSync(join(data, 'firmware', 'memdisk'), memdisk);
  writeFileSync(
    join(data, 'firmware', 'manifest.json'),
    JSON.stringify({ format: 1, installedAt, files: [file] }),
  );
  app = await TestApp.start({ data, 'new-machines': 'disk' });
});
afterAll(() => app.stop());

test('what starts by memdisk gets the one that is installed on this server', async () => {
  const path = '/menu/p/own-image?kind=iso&image=http://files.example/tool.iso&firmware=bios&arch=x86_64';
  const { text } = await app.ask(path);
  expect(text).toContain('\nkernel /firmware/memdisk iso raw || goto failed\n');
  const served = await app.ask('/firmware/memdisk');
  expect([served.status, served.text]).toEqual([200, memdisk.toString('utf8')]);
});

test('what is not installed comes from its makers', async () => {
  const { text } = await app.ask('/menu/p/windows-pe?media=http://files.example/pe&firmware=efi&arch=x86_64');
  expect(text).toContain('\nkernel https://github.com/ipxe/wimboot/releases/latest/download/wimboot');
});

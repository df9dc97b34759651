import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makePe } from '../../src/features/firmware/probe/pe.fixture.ts';

/** A loader that says it is iPXE. @param machine 0x8664, 0xaa64 */
export function fakeIpxe(machine: number): Buffer {
  const texts = ['iPXE', 'file:autoexec.ipxe', '9.9.9+', 'netvsc'];
  return makePe({ machine, commands: ['goto', 'chain', 'vcreate', 'imgextract', 'params'], texts });
}

/** Files below a new folder; the caller removes it. */
export function folderOf(files: Readonly<Record<string, Buffer | string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-firmware-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

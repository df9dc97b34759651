import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWholeFile } from '@netberth/media/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WorkFolder } from './work-folder.fixture.ts';

let folder: WorkFolder;
beforeAll(async () => {
  folder = await WorkFolder.open();
});
afterAll(() => folder.remove());
const at = (name: string) => folder.at(name);
const run = (...words: readonly string[]) => folder.run('media', ...words);
const server = ['--boot-url', 'http://192.0.2.1:8080'];

const tinyDisk = ['-t', 'tmpfs', '-o', 'size=1m,nr_inodes=4', 'tmpfs'];
const noTinyDisk = mayMount() ? '' : ' (skipped: nothing may be mounted here)';
function mayMount(): boolean {
  const tried = mkdtempSync(join(tmpdir(), 'netberth-mount-'));
  const isMounted = spawnSync('mount', [...tinyDisk, tried]).status === 0;
  if (isMounted) execFileSync('umount', [tried]);
  rmdirSync(tried);
  return isMounted;
}
describe.skipIf(noTinyDisk !== '')(`a disk that is too small${noTinyDisk}`, () => {
  const disk = () => at('disk');
  beforeEach(async () => {
    await mkdir(disk());
    execFileSync('mount', [...tinyDisk, disk()]);
  });
  afterEach(async () => {
    execFileSync('umount', [disk()]);
    await rm(disk(), { recursive: true });
  });
  /** The medium of the fake firmware has 152 KiB. */
  const listOf = async (media: number): Promise<string> => {
    const rows = Array.from({ length: media }, (_, index) => `web${index},192.0.2.${index + 10}/24\n`);
    await writeFile(at('rows.csv'), `name,ip\n${rows.join('')}`);
    return at('rows.csv');
  };

  test.each(['media.zip', 'folder'])('is told before the first medium is made: %s', async (name) => {
    const { exitCode, err } = await run('batch', await listOf(20), '-o', join(disk(), name), ...server);
    expect([exitCode, err]).toEqual([
      1,
      `No room: the media take 3 MiB, and the disk of ${disk()} has 1 MiB left. Nothing was written.\n`,
    ]);
    expect(await readdir(disk())).toEqual([]);
  });

  test('that fills half-way leaves whole media and no half one in a folder', async () => {
    // It has room for the bytes of four, but not for four more names.
    const { exitCode, err } = await run('batch', await listOf(4), '-o', join(disk(), 'folder'), ...server);
    expect([exitCode, err]).toEqual([
      1,
      `Cannot write ${disk()}/folder: ENOSPC: no space left on device, open '${disk()}/folder/web2.iso.${process.pid}.part'
It ended after 2 of 4 media; those are whole, and there is no manifest.csv for them.
`,
    ]);
    expect((await readdir(join(disk(), 'folder'))).sort()).toEqual(['web0.iso', 'web1.iso']);
    const sizes = await Promise.all(
      ['web0.iso', 'web1.iso'].map(async (name) => (await stat(join(disk(), 'folder', name))).size),
    );
    expect(sizes[0]).toBe(sizes[1]);
  });

  test('that fills half-way leaves nothing of a ZIP file, and the one that was there', async () => {
    const path = join(disk(), 'media.zip');
    await writeFile(path, 'the old one');
    const endless = function* () {
      for (;;) yield Buffer.alloc(100_000, 1);
    };
    await expect(writeWholeFile(endless(), path)).rejects.toThrow('ENOSPC: no space left on device, write');
    expect(await readdir(disk())).toEqual(['media.zip']);
    expect(await readFile(path, 'utf8')).toBe('the old one');
  });

  test('that has no room for one medium leaves nothing', async () => {
    await writeFile(join(disk(), 'other'), Buffer.alloc(1_000_000));
    const { exitCode, err } = await run('create', '-o', join(disk(), 'a.iso'), ...server);
    expect([exitCode, err]).toEqual([
      1,
      `Cannot write ${disk()}/a.iso: ENOSPC: no space left on device, write\n`,
    ]);
    expect(await readdir(disk())).toEqual(['other']);
  });
});

import { mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { FolderStore } from '../../node/folder-store.ts';
import { siteFile } from '../site/site-file.ts';
import { storeContract } from './store.contract.ts';

const made: string[] = [];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netberth-store-'));
  made.push(folder);
});
afterAll(() => Promise.all(made.map((each) => rm(each, { recursive: true }))));

const object = { ...siteFile('a.txt', 'x'), cacheControl: 'no-store' };

describe('a folder', () => {
  storeContract(async () => new FolderStore(folder));

  test('has no empty folders after everything was removed', async () => {
    const store = new FolderStore(folder);
    await store.put('a/b/c', object);
    await store.remove('a/b/c');
    expect(await readdir(folder)).toEqual([]);
  });

  test('refuses what leads out of it', async () => {
    await expect(new FolderStore(folder).put('../outside', object)).rejects.toThrow('leads out of');
  });

  test('lets one of two switch at a time, and forgets the lock of a process that was killed', async () => {
    const store = new FolderStore(folder);
    const lock = join(folder, 'pointer.lock.part');
    await writeFile(lock, '');
    expect(await store.swap('pointer', object, null)).toBe(false);
    await utimes(lock, 0, 0);
    expect(await store.swap('pointer', object, null)).toBe(true);
    expect(await readdir(folder)).toEqual(['pointer']);
  });

  test('says what is in the way', async () => {
    await symlink('/dev/full/nothing', join(folder, 'a'));
    await expect(new FolderStore(folder).put('a/b', object)).rejects.toThrow(/^Cannot write a\/b to dir:/);
  });
});

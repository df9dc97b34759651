import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FolderStore } from '@netberth/publish/node';
import { PublishProblem } from '@netberth/publish';
import type { Store } from '@netberth/publish';
import { beforeEach, afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../database/open-database.ts';
import type { Database } from '../../database/work.ts';
import { ObjectFiles } from './object-files.ts';

let root: string;
let database: Database;
let store: FolderStore;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'netberth-objects-'));
  database = await openDatabase(`sqlite:${root}/database`, Date.now);
  store = new FolderStore(join(root, 'store'));
});
afterEach(async () => {
  await database.close();
  rmSync(root, { recursive: true });
});

async function serverAt(name: string, at: Store = store) {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  return {
    files: await ObjectFiles.open({
      store: at,
      folder,
      database,
      onError: (error) => expect.fail(String(error)),
    }),
    write(path: string, text: string | Buffer) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    read(path: string): string | null {
      try {
        return readFileSync(join(folder, path), 'utf8');
      } catch {
        return null;
      }
    },
  };
}

test('an image is fetched when it is wanted, once for all who want it, and its other files are not', async () => {
  const [one, two] = [await serverAt('one'), await serverAt('two')];
  one.write('images/web-1/vmlinuz', 'the kernel');
  one.write('images/web-1/deep/disk.raw', 'the disk');
  await one.files.send('images/web-1');
  await two.files.look();
  expect(two.read('images/web-1/vmlinuz')).toBeNull();
  const wanted = Array.from({ length: 5 }, () => two.files.fetch('images/web-1/vmlinuz'));
  expect(await Promise.all(wanted)).toEqual([true, true, true, true, true]);
  expect([two.read('images/web-1/vmlinuz'), two.read('images/web-1/deep/disk.raw')]).toEqual([
    'the kernel',
    null,
  ]);
  expect(await two.files.fetch('images/web-1')).toBe(true);
  expect(two.read('images/web-1/deep/disk.raw')).toBe('the disk');
  expect(await two.files.fetch('images/web-2/vmlinuz')).toBe(false);
});

test('what is small comes by itself, also its next version, and goes when it is removed', async () => {
  const [one, two] = [await serverAt('one'), await serverAt('two')];
  one.write('menu/own.yaml', 'first');
  await one.files.send('menu/own.yaml');
  await two.files.look();
  expect(two.read('menu/own.yaml')).toBe('first');
  one.write('menu/own.yaml', 'other');
  await one.files.send('menu/own.yaml');
  await two.files.look();
  expect(two.read('menu/own.yaml')).toBe('other');
  await one.files.drop('menu/own.yaml');
  await two.files.look();
  expect([one.read('menu/own.yaml'), two.read('menu/own.yaml')]).toEqual([null, null]);
  for await (const { path } of store.list('')) expect.fail(`${path} is left in the store`);
});

test('a server that was away learns what it missed, and a newer content of a big file', async () => {
  const one = await serverAt('one');
  const before = await serverAt('two');
  one.write('captures/7.img.gz', 'old disk');
  await one.files.send('captures/7.img.gz');
  await before.files.fetch('captures/7.img.gz');
  one.write('captures/7.img.gz', 'new disk');
  await one.files.send('captures/7.img.gz');
  const two = await serverAt('two');
  await two.files.look();
  expect(two.read('captures/7.img.gz')).toBeNull();
  await two.files.fetch('captures/7.img.gz');
  expect(two.read('captures/7.img.gz')).toBe('new disk');
});

test('a file of several pieces comes whole, an empty one too', async () => {
  const [one, two] = [await serverAt('one'), await serverAt('two')];
  const big = Buffer.alloc(33 * 1024 * 1024, 'netberth');
  one.write('images/web-1/disk.raw', big);
  one.write('images/web-1/empty', '');
  await one.files.send('images/web-1');
  await two.files.fetch('images/web-1');
  expect(two.read('images/web-1/disk.raw') === big.toString()).toBe(true);
  expect(two.read('images/web-1/empty')).toBe('');
});

test('what the store does not take is refused with its reason, and nobody is told of it', async () => {
  const away: Store = Object.assign(Object.create(store) as FolderStore, {
    title: 's3://site',
    put: () => Promise.reject(new PublishProblem('s3://site does not answer: ECONNREFUSED')),
  });
  const one = await serverAt('one', away);
  one.write('images/web-1/vmlinuz', 'the kernel');
  await expect(one.files.send('images/web-1')).rejects.toThrow(
    'object storage "s3://site" does not take the files: s3://site does not answer: ECONNREFUSED',
  );
  const two = await serverAt('two');
  expect(await two.files.fetch('images/web-1')).toBe(false);
});

test('what the store has otherwise than it was sent is refused, and nothing of it is left', async () => {
  const [one, two] = [await serverAt('one'), await serverAt('two')];
  one.write('images/web-1/vmlinuz', 'the kernel');
  await one.files.send('images/web-1');
  for await (const { path } of store.list('images/')) {
    const bytes = Buffer.from('a worm!!!!');
    await store.put(path, { bytes, type: 'text/plain', cacheControl: '' });
  }
  await expect(two.files.fetch('images/web-1/vmlinuz')).rejects.toThrow('has images/web-1/vmlinuz otherwise');
  expect(two.read('images/web-1/vmlinuz')).toBeNull();
});

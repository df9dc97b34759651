import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
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
let nowMs = 0;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'netberth-objects-'));
  database = await openDatabase(`sqlite:${root}/database`, Date.now);
  store = new FolderStore(join(root, 'store'));
});
afterEach(async () => {
  await database.close();
  rmSync(root, { recursive: true });
});

async function serverAt(name: string, at: Store = store, mostBytes = Infinity) {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  return {
    files: await ObjectFiles.open({
      store: at,
      ...{ folder, mostBytes, now: () => nowMs },
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

const mebibyte = 1024 * 1024;

/** A store whose pieces come one by one, when the test says so. */
function haltedStore() {
  const asked: string[] = [];
  const waiting = new Map<string, () => void>();
  const halted: Store = Object.assign(Object.create(store) as FolderStore, {
    title: 's3://site',
    bytes: async (path: string) => {
      asked.push(path.slice(path.lastIndexOf('/') + 1));
      await new Promise<void>((resolve) => waiting.set(path.slice(path.lastIndexOf('/') + 1), resolve));
      return await store.bytes(path);
    },
  });
  const give = async (piece: string) => {
    await expect.poll(() => waiting.has(piece)).toBe(true);
    waiting.get(piece)?.();
  };
  return { halted, asked, give };
}

/** Whether it is still under way after everything else had its turn. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
  let isOver = false;
  const end = () => (isOver = true);
  promise.then(end, end);
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
  return !isOver;
}

test('a hundred who ask for one file cost one read of each piece, and begin with the first of them', async () => {
  const one = await serverAt('one');
  const big = Buffer.alloc(50 * mebibyte, 'netberth');
  one.write('images/web-1/disk.raw', big);
  await one.files.send('images/web-1');
  const { halted, asked, give } = haltedStore();
  const two = await serverAt('two', halted);
  const bringing = Array.from({ length: 100 }, () => two.files.bring('images/web-1/disk.raw'));
  await give('000000');
  const arriving = await Promise.all(bringing);
  const parts = arriving.map(async (file) => {
    const target = Buffer.alloc(mebibyte);
    await file?.read(target, 15 * mebibyte);
    return target.equals(big.subarray(15 * mebibyte, 16 * mebibyte));
  });
  expect(new Set(await Promise.all(parts))).toEqual(new Set([true]));
  expect(two.read('images/web-1/disk.raw')).toBeNull();

  const ends = arriving.map(async (file) => {
    await file?.read(Buffer.alloc(2 * mebibyte), 48 * mebibyte);
    await file?.release();
  });
  await give('000001');
  await give('000002');
  expect(await isPending(Promise.race(ends))).toBe(true);
  await give('000003');
  await Promise.all(ends);
  expect(asked).toEqual(['000000', '000001', '000002', '000003']);
  expect(await two.files.bring('images/web-1/disk.raw')).toBeNull();
  expect(two.read('images/web-1/disk.raw') === big.toString()).toBe(true);
});

test('of a file that is otherwise than it was sent nobody gets the end, and nothing stays', async () => {
  const one = await serverAt('one');
  one.write('images/web-1/disk.raw', Buffer.alloc(20 * mebibyte, 'netberth'));
  await one.files.send('images/web-1');
  const { halted, give } = haltedStore();
  const two = await serverAt('two', halted);
  for await (const { path } of store.list('images/'))
    if (path.endsWith('000000'))
      await store.put(path, { bytes: Buffer.alloc(16 * mebibyte), type: '', cacheControl: '' });
  const bringing = two.files.bring('images/web-1/disk.raw');
  await give('000000');
  const file = await bringing;
  await file?.read(Buffer.alloc(mebibyte), 0);
  const end = file?.read(Buffer.alloc(mebibyte), 19 * mebibyte);
  await give('000001');
  await expect(end).rejects.toThrow('s3://site has images/web-1/disk.raw otherwise than it was sent');
  await file?.release();
  expect(readdirSync(join(root, 'two', 'images', 'web-1'))).toEqual([]);
});

test('copies have so much room: the longest unused makes way, what is in use does not', async () => {
  const one = await serverAt('one');
  for (const name of ['a', 'b', 'c']) one.write(`images/${name}-1/disk.raw`, Buffer.alloc(1000, name));
  one.write('menu/own.yaml', 'entries of the menu stay');
  for (const path of ['images/a-1', 'images/b-1', 'images/c-1', 'menu/own.yaml']) await one.files.send(path);

  let two = await serverAt('two', store, 2500);
  const copies = () => ['a', 'b', 'c'].filter((name) => two.read(`images/${name}-1/disk.raw`) !== null);
  await two.files.look();
  await two.files.fetch('images/a-1/disk.raw');
  nowMs += 60_000;
  await two.files.fetch('images/b-1/disk.raw');
  nowMs += 600_000;
  await two.files.fetch('images/a-1/disk.raw');
  await two.files.fetch('images/c-1/disk.raw');
  expect(copies()).toEqual(['a', 'c']);
  await two.files.fetch('images/b-1/disk.raw');
  expect(copies()).toEqual(['a', 'b', 'c']);
  expect(two.files.figures).toEqual({ heldBytes: 3000, fetched: 5, fetchedBytes: 4024, evicted: 1 });

  // What nobody has used since a restart goes when the next look finds too much of it.
  two = await serverAt('two', store, 1500);
  await two.files.look();
  expect(copies()).toHaveLength(1);
  expect(two.read('menu/own.yaml')).toBe('entries of the menu stay');
});

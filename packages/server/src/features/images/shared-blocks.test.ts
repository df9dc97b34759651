import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeFile, type ImageFile } from './image-file.ts';
import { blockBytes, SharedBlocks, type LeasedBlock } from './shared-blocks.ts';

let folder = '';
let file: ImageFile;
let handle: FileHandle;
let reads = 0;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-blocks-'));
  const path = join(folder, 'image');
  writeFileSync(path, Buffer.concat(['a', 'b', 'c'].map((letter) => Buffer.alloc(blockBytes, letter))));
  truncateSync(path, 2 * blockBytes + 10);
  file = describeFile('image', path, statSync(path, { bigint: true }));
  handle = await open(path);
  reads = 0;
  const read = handle.read.bind(handle);
  handle.read = (...words: Parameters<typeof read>) => {
    reads += 1;
    return read(...words);
  };
});
afterEach(async () => {
  await handle.close();
  rmSync(folder, { recursive: true });
});

function block(leased: LeasedBlock): { content: Buffer; release: () => void } {
  if (leased.kind !== 'block') throw new Error(`wanted a block, got ${leased.kind}`);
  return leased;
}

it('reads a part once however many want it, and the last one as far as the file goes', async () => {
  const blocks = new SharedBlocks(4 * blockBytes);
  const all = await Promise.all(Array.from({ length: 20 }, () => blocks.lease(file, handle, 1)));
  expect(new Set(all.map((leased) => block(leased).content.toString('latin1', 0, 3)))).toEqual(
    new Set(['bbb']),
  );
  expect(reads).toBe(1);
  expect(block(await blocks.lease(file, handle, 2)).content.toString()).toBe('cccccccccc');
});

it('takes the memory of nobody who is still sending, and has no more than it was given', async () => {
  const blocks = new SharedBlocks(2 * blockBytes);
  const [first, second] = [
    block(await blocks.lease(file, handle, 0)),
    block(await blocks.lease(file, handle, 1)),
  ];
  expect(await blocks.lease(file, handle, 2)).toEqual({ kind: 'no-room' });
  expect(first.content[0]).toBe('a'.charCodeAt(0));
  second.release();
  expect(block(await blocks.lease(file, handle, 2)).content.length).toBe(10);
  expect([first.content[0], first.content.at(-1)]).toEqual(['a', 'a'].map((letter) => letter.charCodeAt(0)));
});

it('keeps no part of a file that has changed', async () => {
  const blocks = new SharedBlocks(2 * blockBytes);
  writeFileSync(join(folder, 'image'), 'short');
  expect(await blocks.lease(file, handle, 0)).toEqual({ kind: 'changed' });
  expect(await blocks.lease(file, handle, 1)).toEqual({ kind: 'changed' });
  expect(await blocks.lease(file, handle, 0)).toEqual({ kind: 'changed' });
});

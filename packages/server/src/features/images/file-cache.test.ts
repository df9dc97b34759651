import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileCache, type CachedFile } from './file-cache.ts';
import { describeFile, type ImageFile } from './image-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string): ImageFile {
  const path = join(folder, name);
  writeFileSync(path, content);
  return describeFile(name, path, statSync(path, { bigint: true }));
}

function cached(lease: CachedFile): { content: Buffer; release: () => void } {
  if (lease.kind !== 'cached') throw new Error(`wanted a cached file, got ${lease.kind}`);
  return lease;
}

describe('FileCache', () => {
  it('loads a file once however many ask at once', async () => {
    const cache = new FileCache({ budgetBytes: 100, maxFileBytes: 100 });
    const file = write('kernel', 'k'.repeat(10));
    const leases = await Promise.all(Array.from({ length: 20 }, () => cache.lease(file)));
    const [first, ...others] = leases.map((lease) => cached(lease).content);
    expect(first?.toString()).toBe('kkkkkkkkkk');
    for (const content of others) expect(content).toBe(first);
    expect(cache.heldBytes).toBe(10);
  });

  it('lets the least recently used go when another needs the room', async () => {
    const cache = new FileCache({ budgetBytes: 25, maxFileBytes: 25 });
    const [a, b, c] = [write('a', 'a'.repeat(10)), write('b', 'b'.repeat(10)), write('c', 'c'.repeat(10))];
    for (const file of [a, b, a, c]) cached(await cache.lease(file)).release();
    expect([a, b, c].map((file) => cache.has(file))).toEqual([true, false, true]);
    expect(cache.heldBytes).toBe(20);
  });

  it('never evicts what is being sent, and evicts nothing in vain', async () => {
    const cache = new FileCache({ budgetBytes: 25, maxFileBytes: 25 });
    const [a, b, big] = [
      write('a', 'a'.repeat(10)),
      write('b', 'b'.repeat(10)),
      write('big', 'c'.repeat(20)),
    ];
    const lease = cached(await cache.lease(a));
    cached(await cache.lease(b)).release();
    expect(await cache.lease(big)).toEqual({ kind: 'no-room' });
    expect(cache.has(b)).toBe(true);
    lease.release();
    expect(await cache.lease(big)).toMatchObject({ kind: 'cached' });
    expect(cache.heldBytes).toBe(20);
  });

  it('leaves files beyond the limit for one file to be read from the disk', async () => {
    const cache = new FileCache({ budgetBytes: 100, maxFileBytes: 9 });
    expect(await cache.lease(write('kernel', 'k'.repeat(10)))).toEqual({ kind: 'no-room' });
  });

  it('takes a rewritten file for another one', async () => {
    const cache = new FileCache({ budgetBytes: 100, maxFileBytes: 100 });
    cached(await cache.lease(write('kernel', 'old'))).release();
    expect(cached(await cache.lease(write('kernel', 'new'))).content.toString()).toBe('new');
  });

  it('remembers no failure: not of a file that changed, nor of one that cannot be read', async () => {
    const cache = new FileCache({ budgetBytes: 100, maxFileBytes: 100 });
    const file = write('kernel', 'kernel');
    truncateSync(file.realPath, 3);
    expect(await cache.lease(file)).toEqual({ kind: 'changed' });
    expect(await cache.lease({ ...file, realPath: join(folder, 'gone') })).toEqual({ kind: 'changed' });
    expect(await cache.lease({ ...file, realPath: 'a\0b' })).toMatchObject({ kind: 'broken' });
    expect(cache.heldBytes).toBe(0);
    expect(cached(await cache.lease(write('kernel', 'kernel'))).content.toString()).toBe('kernel');
  });
});

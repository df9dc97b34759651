import { expect, test } from 'vitest';
import type { NewObject, Store } from './store.ts';

const encoder = new TextEncoder();
const object = (text: string): NewObject => ({
  bytes: encoder.encode(text),
  type: 'text/plain; charset=utf-8',
  cacheControl: 'public, max-age=60',
});

async function pathsOf(store: Store, prefix: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for await (const { path } of store.list(prefix)) paths.push(path);
  return paths.sort();
}

/** What every place to publish to does alike. `open`: an empty one. */
export function storeContract(open: () => Promise<Store>): void {
  test('what was put can be read, and put again', async () => {
    const store = await open();
    expect(await store.read('a/b.txt')).toBeNull();
    await store.put('a/b.txt', object('one'));
    expect((await store.read('a/b.txt'))?.text).toBe('one');
    await store.put('a/b.txt', object('two'));
    expect((await store.read('a/b.txt'))?.text).toBe('two');
  });

  test('what is no text comes back as it was', async () => {
    const store = await open();
    const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
    expect(await store.bytes('a/disk.img')).toBeNull();
    await store.put('a/disk.img', { ...object(''), bytes });
    expect(new Uint8Array((await store.bytes('a/disk.img')) ?? [])).toEqual(bytes);
  });

  test('a list has what begins so, with sizes, and nothing beside it', async () => {
    const store = await open();
    for (const path of ['pr-1/x', 'pr-1/deep/er/y', 'pr-12/x']) await store.put(path, object(path));
    expect(await pathsOf(store, 'pr-1/')).toEqual(['pr-1/deep/er/y', 'pr-1/x']);
    expect(await pathsOf(store, '')).toEqual(['pr-1/deep/er/y', 'pr-1/x', 'pr-12/x']);
    expect(await pathsOf(store, 'none/')).toEqual([]);
    for await (const { path, sizeBytes } of store.list('pr-12/'))
      expect([path, sizeBytes]).toEqual(['pr-12/x', 7]);
  });

  test('a copy has the same bytes; of what is not there, none is made', async () => {
    const store = await open();
    await store.put('v1/file', object('content'));
    expect(await store.copy('v1/file', 'v2/file', object('content'))).toBe(true);
    expect((await store.read('v2/file'))?.text).toBe('content');
    expect(await store.copy('v0/file', 'v2/other', object('content'))).toBe(false);
    expect(await store.read('v2/other')).toBeNull();
  });

  test('what was removed is gone, and removing it again is no mistake', async () => {
    const store = await open();
    await store.put('a', object('a'));
    await store.remove('a');
    await store.remove('a');
    expect(await store.read('a')).toBeNull();
  });

  test('a swap replaces what was seen, and nothing else', async () => {
    const store = await open();
    expect(await store.swap('pointer', object('first'), null)).toBe(true);
    const seen = await store.read('pointer');
    expect(await store.swap('pointer', object('second'), null)).toBe(false);
    expect(await store.swap('pointer', object('second'), seen)).toBe(true);
    expect(await store.swap('pointer', object('third'), seen)).toBe(false);
    expect((await store.read('pointer'))?.text).toBe('second');
  });

  test('names with blanks and signs are kept as they are', async () => {
    const store = await open();
    await store.put('a/b c+d&e=ü.txt', object('x'));
    expect(await pathsOf(store, 'a/')).toEqual(['a/b c+d&e=ü.txt']);
    expect((await store.read('a/b c+d&e=ü.txt'))?.text).toBe('x');
  });
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { FolderStore, sha256 } from '../node/index.ts';
import {
  listChannels,
  makeVersion,
  publish,
  PublishProblem,
  removeChannel,
  removeExpired,
  rollBack,
  siteFile,
  type Publication,
  type Store,
} from './index.ts';

const made: string[] = [];
let store: Store;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'netberth-publish-'));
  made.push(folder);
  store = new FolderStore(folder);
});
afterAll(() => Promise.all(made.map((each) => rm(each, { recursive: true }))));

const versionWith = (files: Readonly<Record<string, string>>) =>
  makeVersion(
    Object.entries(files).map(([path, text]) => siteFile(path, text)),
    sha256,
  );
const first = versionWith({ 'menu.ipxe': '#!ipxe\n', 'help.ipxe': '#!ipxe\necho help\n' });
const second = versionWith({ 'menu.ipxe': '#!ipxe\necho 2\n', 'help.ipxe': '#!ipxe\necho help\n' });
const third = versionWith({ 'menu.ipxe': '#!ipxe\necho 3\n', 'help.ipxe': '#!ipxe\necho help\n' });

const publication = (version: Publication['version'], more: Partial<Publication> = {}): Publication => ({
  channel: 'stable',
  version,
  keep: 5,
  now: () => new Date('2026-11-21T12:00:00Z'),
  expiresAt: null,
  source: null,
  dryRun: false,
  ...more,
});

/** What a machine runs after the pointer. */
async function menuOf(from: Store): Promise<string | undefined> {
  const pointer = await from.read('stable/index.html');
  const path = /^chain --autofree --replace (\S+) /m.exec(pointer?.text ?? '')?.[1];
  return path === undefined ? undefined : (await from.read(`stable/${path}`))?.text;
}

async function pathsOf(from: Store): Promise<readonly string[]> {
  const paths: string[] = [];
  for await (const { path } of from.list('')) paths.push(path);
  return paths.sort();
}

/** A store that ends after so many writes, as one whose credentials have expired or whose bucket is gone. */
function failingAfter(writes: number, inner: Store): Store {
  let left = writes;
  const spend = () => {
    if (left-- <= 0) throw new PublishProblem('the credentials have expired');
  };
  return {
    title: inner.title,
    list: (prefix) => inner.list(prefix),
    read: (path) => inner.read(path),
    bytes: (path) => inner.bytes(path),
    remove: (path) => inner.remove(path),
    put: async (path, content) => {
      spend();
      await inner.put(path, content);
    },
    copy: async (from, to, content) => {
      spend();
      return inner.copy(from, to, content);
    },
    swap: async (path, content, seen) => {
      spend();
      return inner.swap(path, content, seen);
    },
  };
}

describe('publishing', () => {
  test('a new version takes over, and sends only what the last one has not', async () => {
    expect(await publish(store, publication(first))).toMatchObject({
      kind: 'published',
      before: null,
      sent: { files: 2 },
    });
    expect(await menuOf(store)).toBe('#!ipxe\n');
    expect(await publish(store, publication(second))).toMatchObject({
      before: first.version,
      sent: { files: 1, bytes: 14 },
      copied: 1,
      difference: { added: [], removed: [], changed: ['menu.ipxe'] },
    });
    expect(await menuOf(store)).toBe('#!ipxe\necho 2\n');
  });

  test('the same content is the same version', async () => {
    await publish(store, publication(first));
    expect(await publish(store, publication(first))).toMatchObject({ kind: 'same', sent: { files: 0 } });
  });

  test('a dry run says what would change and writes nothing', async () => {
    await publish(store, publication(first));
    const before = await pathsOf(store);
    expect(await publish(store, publication(second, { dryRun: true }))).toMatchObject({
      sent: { files: 1 },
      difference: { changed: ['menu.ipxe'] },
    });
    expect(await pathsOf(store)).toEqual(before);
    expect(await menuOf(store)).toBe('#!ipxe\n');
  });

  test('wherever it is stopped, the old menu is whole, and the same command goes on', async () => {
    await publish(store, publication(first));
    for (let writes = 0; writes < 3; writes += 1) {
      await expect(publish(failingAfter(writes, store), publication(second))).rejects.toThrow(
        'the credentials have expired',
      );
      expect(await menuOf(store)).toBe('#!ipxe\n');
    }
    expect(await publish(store, publication(second))).toMatchObject({ sent: { files: 0 }, kept: 2 });
    expect(await menuOf(store)).toBe('#!ipxe\necho 2\n');
  });

  test('says how far it came when it is stopped', async () => {
    await expect(publish(failingAfter(1, store), publication(first))).rejects.toThrow(
      'the credentials have expired\n1 of 2 files of the new version are there, nobody reads them yet, and the menu is as it was. The same command goes on from here.',
    );
  });

  test('of two who publish at a time the second is told, and the first stands', async () => {
    await publish(store, publication(first));
    const late = publication(third, {
      onSwitching: async () => void (await publish(store, publication(second))),
    });
    await expect(publish(store, late)).rejects.toThrow('Somebody else has switched the channel "stable"');
    expect(await menuOf(store)).toBe('#!ipxe\necho 2\n');
  });

  test('keeps the last versions, and the one that machines may still be reading', async () => {
    await publish(store, publication(first, { keep: 1 }));
    await publish(store, publication(second, { keep: 1 }));
    expect((await listChannels(store))[0]?.record.versions.map(({ version }) => version)).toEqual([
      second.version,
      first.version,
    ]);
    expect(await publish(store, publication(third, { keep: 1 }))).toMatchObject({
      removedVersions: [first.version],
    });
    expect((await pathsOf(store)).filter((path) => path.includes(first.version))).toEqual([]);
    expect(await menuOf(store)).toBe('#!ipxe\necho 3\n');
  });

  test('touches nothing that is not its own', async () => {
    await store.put('stable/index.html', { ...siteFile('index.html', '<h1>My page</h1>'), cacheControl: '' });
    await expect(publish(store, publication(first))).rejects.toThrow('is no menu of ours');
  });

  test.each(['', 'Stable', '../up', 'a/b', 'a..b', '-a', 'x'.repeat(64)])(
    'the channel %j is refused',
    async (channel) => {
      await expect(publish(store, publication(first, { channel }))).rejects.toThrow('cannot name a channel');
    },
  );
});

describe('going back', () => {
  const now = () => new Date('2026-11-22T12:00:00Z');

  test('readers have the version before again, and a new one comes after it', async () => {
    for (const version of [first, second, third]) await publish(store, publication(version));
    const back = { channel: 'stable', to: null, now, dryRun: false };
    expect(await rollBack(store, back)).toEqual({ version: second.version, before: third.version });
    expect(await menuOf(store)).toBe('#!ipxe\necho 2\n');
    expect(await rollBack(store, back)).toEqual({ version: first.version, before: second.version });
    expect(await rollBack(store, { ...back, to: third.version })).toMatchObject({ version: third.version });
    expect(await menuOf(store)).toBe('#!ipxe\necho 3\n');
  });

  test('says which versions there are when there is none to go back to', async () => {
    await publish(store, publication(first));
    await expect(rollBack(store, { channel: 'stable', to: null, now, dryRun: false })).rejects.toThrow(
      `There is no version before ${first.version} in the channel "stable"; there are: ${first.version} (2026-11-21)`,
    );
    await expect(rollBack(store, { channel: 'none', to: null, now, dryRun: false })).rejects.toThrow(
      'There is no channel "none"',
    );
  });
});

describe('channels', () => {
  test('are listed, and those whose time is up are removed', async () => {
    await publish(store, publication(first));
    const expiresAt = new Date('2026-12-01T00:00:00Z');
    await publish(store, publication(first, { channel: 'pr-12', expiresAt, source: 'refs/pull/12/head' }));
    expect((await listChannels(store)).map(({ record }) => [record.channel, record.source])).toEqual([
      ['pr-12', 'refs/pull/12/head'],
      ['stable', null],
    ]);
    expect(await removeExpired(store, new Date('2026-11-30T00:00:00Z'))).toEqual([]);
    expect(await removeExpired(store, new Date('2026-12-02T00:00:00Z'))).toEqual(['pr-12']);
    expect((await pathsOf(store)).filter((path) => path.startsWith('pr-12'))).toEqual([]);
    expect(await menuOf(store)).toBe('#!ipxe\n');
  });

  test('removing one that is not there says so', async () => {
    await expect(removeChannel(store, 'pr-9')).rejects.toThrow('There is no channel "pr-9"');
  });
});

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AssetStore } from './asset-store.ts';

const url = 'http://files.test/vmlinuz';

/** A file that has arrived at this server. */
function stage(store: AssetStore, text: string) {
  const partFolder = store.partFolder(url);
  mkdirSync(partFolder, { recursive: true });
  writeFileSync(join(partFolder, 'data'), text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const said = { checkedBy: null, etag: null, lastModified: null, storedAtMs: 1 };
  return { record: { ...said, url, sha256, sizeBytes: text.length }, partFolder };
}

function read(store: AssetStore): string | null {
  const record = store.find(url);
  return record === undefined ? null : readFileSync(join(store.folder, store.fileOf(record)), 'utf8');
}

test('of two servers with one folder each serves what the other has stored, and neither touches what arrives at the other', async () => {
  const place = mkdtempSync(join(tmpdir(), 'netberth-assets-'));
  onTestFinished(() => rmSync(place, { recursive: true }));
  const [one, two] = [
    await AssetStore.open({ folder: place, writer: 'a1', elsewhere: null }),
    await AssetStore.open({ folder: place, writer: 'b2', elsewhere: null }),
  ];
  const arriving = stage(two, 'the same kernel');

  await one.publish(stage(one, 'the kernel'));
  expect(read(two)).toBeNull();
  await two.look();
  expect(read(two)).toBe('the kernel');
  await AssetStore.open({ folder: place, writer: 'c3', elsewhere: null });
  expect(existsSync(arriving.partFolder)).toBe(true);

  await two.publish(arriving);
  await one.look();
  expect(read(one)).toBe('the same kernel');
  await one.remove(url);
  await two.look();
  expect(read(two)).toBeNull();
});

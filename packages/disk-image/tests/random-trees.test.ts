import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { planFat, planIso, streamPlan, type FatInput, type IsoInput } from '../src/index.ts';
import { noise, randomLargeTree, randomTree, type RandomTree } from './random-tree.ts';
import { readTree, summary, type DiskTree } from './read-tree.ts';
import { runTool } from './run-tool.ts';
import { WorkFolder } from './work-folder.ts';
import { expectPlan, writeImage } from './write-image.ts';

const epochSeconds = 1_700_000_000;
const timeLimitMs = 120_000;
const numRuns = 20;

/** The tree as it is to be read back; its bytes exist only while one image is made. */
const filled = ({ files, folders }: RandomTree): DiskTree => ({
  files: files.map(({ path, sizeBytes, seed }) => ({ path, content: noise(sizeBytes, seed) })),
  folders: [...folders],
});

/** So that it is there in each run. */
const largest: RandomTree = {
  files: [{ path: 'folder/large.bin', sizeBytes: 40_000_000, seed: 7 }],
  folders: ['folder'],
};

const isoInput = (tree: DiskTree): IsoInput => ({ ...tree, volumeId: 'RANDOM', epochSeconds });
const fatInput = (tree: DiskTree): FatInput => ({ ...tree, label: 'RANDOM', volumeId: 1, epochSeconds });

async function readBackIso(tree: DiskTree): Promise<{ sha256: string; read: DiskTree }> {
  using folder = new WorkFolder();
  const image = folder.file('image.iso');
  writeImage(expectPlan(planIso(isoInput(tree))), image);
  runTool('xorriso', ['-osirrox', 'on', '-indev', image, '-extract', '/', folder.file('tree')]);
  return { sha256: await hashOf(createReadStream(image)), read: readTree(folder.file('tree')) };
}

function readBackFat(tree: DiskTree, type?: 12 | 16 | 32): DiskTree {
  using folder = new WorkFolder();
  const image = folder.file('image.fat');
  writeImage(expectPlan(planFat({ ...fatInput(tree), ...(type === undefined ? {} : { type }) })), image);
  runTool('fsck.fat', ['-n', image]);
  mkdirSync(folder.file('tree'));
  if (tree.files.length + tree.folders.length > 0) {
    runTool('mcopy', ['-s', '-n', '-Q', '-i', image, '::*', folder.file('tree')]);
  }
  return readTree(folder.file('tree'));
}

async function hashOf(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

test('any tree in an ISO is read back by xorriso as it was', { timeout: timeLimitMs }, () =>
  fc.assert(
    fc.asyncProperty(randomTree, async (random) => {
      const tree = filled(random);
      expect(summary((await readBackIso(tree)).read)).toEqual(summary(tree));
    }),
    { numRuns },
  ),
);

test('an image that is read back and planned again is the same image', { timeout: timeLimitMs }, () =>
  fc.assert(
    fc.asyncProperty(randomTree, async (random) => {
      const { sha256, read } = await readBackIso(filled(random));
      expect(await hashOf(streamPlan(expectPlan(planIso(isoInput(read)))))).toBe(sha256);
    }),
    { numRuns },
  ),
);

test(
  'any tree in a FAT volume passes fsck.fat and is read back by mtools as it was',
  { timeout: timeLimitMs },
  () => {
    fc.assert(
      fc.property(randomTree, fc.constantFrom(undefined, 16 as const, 32 as const), (random, type) => {
        const tree = filled(random);
        expect(summary(readBackFat(tree, type))).toEqual(summary(tree));
      }),
      { numRuns },
    );
  },
);

test(
  'trees with files of up to 40 MB are read back as they were from an ISO and from a FAT volume',
  { timeout: timeLimitMs },
  () =>
    fc.assert(
      fc.asyncProperty(randomLargeTree, async (random) => {
        const tree = filled(random);
        const wanted = summary(tree);
        const { sha256, read } = await readBackIso(tree);
        expect(summary(read)).toEqual(wanted);
        expect(await hashOf(streamPlan(expectPlan(planIso(isoInput(read)))))).toBe(sha256);
        expect(summary(readBackFat(tree))).toEqual(wanted);
      }),
      { numRuns: 3, examples: [[largest]], endOnFailure: true },
    ),
);

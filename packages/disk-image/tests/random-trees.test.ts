import { mkdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { planFat, planIso, readAt, type FatInput, type IsoInput } from '../src/index.ts';
import { noise, randomTree, type RandomTree } from './random-tree.ts';
import { readTree, summary, type DiskTree } from './read-tree.ts';
import { runTool } from './run-tool.ts';
import { WorkFolder } from './work-folder.ts';
import { expectPlan, writeImage } from './write-image.ts';

const epochSeconds = 1_700_000_000;
const timeLimitMs = 120_000;
const numRuns = 25;

const isoInput = (tree: RandomTree): IsoInput => ({ ...tree, volumeId: 'RANDOM', epochSeconds });
const fatInput = (tree: RandomTree): FatInput => ({ ...tree, label: 'RANDOM', volumeId: 1, epochSeconds });

function readBackIso(tree: RandomTree): { bytes: Buffer; read: DiskTree } {
  using folder = new WorkFolder();
  const image = folder.file('image.iso');
  writeImage(expectPlan(planIso(isoInput(tree))), image);
  runTool('xorriso', ['-osirrox', 'on', '-indev', image, '-extract', '/', folder.file('tree')]);
  return { bytes: readFileSync(image), read: readTree(folder.file('tree')) };
}

function readBackFat(tree: RandomTree, type?: 12 | 16 | 32): DiskTree {
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

test('any tree in an ISO is read back by xorriso as it was', { timeout: timeLimitMs }, () => {
  fc.assert(
    fc.property(randomTree, (tree) => {
      expect(summary(readBackIso(tree).read)).toEqual(summary(tree));
    }),
    { numRuns },
  );
});

test('an image that is read back and planned again is the same image', { timeout: timeLimitMs }, () => {
  fc.assert(
    fc.property(randomTree, (tree) => {
      const { bytes, read } = readBackIso(tree);
      const again = expectPlan(planIso(isoInput(read)));
      expect(bytes.equals(readAt(again, 0, again.sizeBytes))).toBe(true);
    }),
    { numRuns },
  );
});

test(
  'any tree in a FAT volume passes fsck.fat and is read back by mtools as it was',
  { timeout: timeLimitMs },
  () => {
    fc.assert(
      fc.property(randomTree, fc.constantFrom(undefined, 16 as const, 32 as const), (tree, type) => {
        expect(summary(readBackFat(tree, type))).toEqual(summary(tree));
      }),
      { numRuns },
    );
  },
);

test(
  'a file of 40 MB is read back as it was from an ISO and from a FAT volume',
  { timeout: timeLimitMs },
  () => {
    const tree = {
      files: [{ path: 'folder/large.bin', content: noise(40_000_000, 7) }],
      folders: ['folder'],
    };
    expect(summary(readBackIso(tree).read)).toEqual(summary(tree));
    expect(summary(readBackFat(tree))).toEqual(summary(tree));
  },
);

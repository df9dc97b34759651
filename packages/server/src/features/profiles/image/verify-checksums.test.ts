import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findXzTool, type XzTool } from './decompress-xz.ts';
import type { BroughtChecksum } from './image-layout.ts';
import type { StagedFile } from './stage-image.ts';
import { bytesToVerify, verifyChecksums } from './verify-checksums.ts';

/** xz -9 of 3,000 bytes `abc`, made once, so that the test runs without the program. */
const xzOfAbc = Buffer.from(
  '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Au3ABhdADCYiK1LNxKjMYXd+lME7evfQrgSwztZ2AC6A+W1fg2PJgABNLgXAAAAlb3HsbHEZ/sCAAAAAARZWg==',
  'base64',
);
const diskMd5 = '8f33d0ecfe648a745b169baf8a77658b';
const diskSha256 = '328de8f1895f8bb09f6e6b4c2012ef2b2a6f067cd002794b750aa040a6f6d8bd';

const wayOut =
  'It was damaged on its way, or the files are of different builds: take all of them again from where they were built.';
let folder: string;
const files: StagedFile[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netberth-verify-'));
  const damaged = Buffer.from(xzOfAbc);
  damaged.writeUInt8(damaged.readUInt8(40) ^ 1, 40);
  const contents = {
    'a.xz': xzOfAbc,
    'cut.xz': xzOfAbc.subarray(0, 60),
    'no.xz': Buffer.from('this is no xz'),
    'damaged.xz': damaged,
    'empty.xz': Buffer.alloc(0),
    k: Buffer.from('kernel'),
  };
  for (const [path, content] of Object.entries(contents)) {
    await writeFile(join(folder, path), content);
    files.push({
      path,
      sizeBytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
  }
});
afterAll(() => rm(folder, { recursive: true }));

function checksumOf(file: string, extra: Partial<BroughtChecksum> = {}): BroughtChecksum {
  return { file, algorithm: 'md5', value: diskMd5, decompressed: true, source: 'a.md5', ...extra };
}

const tools: XzTool[] = (await findXzTool()) === 'system' ? ['system', 'wasm'] : ['wasm'];

describe.each(tools)('with the %s xz, an image', (xzTool) => {
  const verify = (...checksums: BroughtChecksum[]) => verifyChecksums(folder, files, checksums, { xzTool });

  test('is as its checksums say, whole or by blocks', async () => {
    const progress: number[] = [];
    const checksums = [
      checksumOf('a.xz'),
      checksumOf('a.xz', { blocks: { count: 6, sizeBytes: 500 } }),
      checksumOf('a.xz', { algorithm: 'sha256', value: diskSha256 }),
      checksumOf('a.xz', { value: '900150983cd24fb0d6963f7d28e17f72', blocks: { count: 1, sizeBytes: 3 } }),
    ];
    expect(
      await verifyChecksums(folder, files, checksums, {
        xzTool,
        onProgress: (bytes) => progress.push(bytes),
      }),
    ).toEqual({
      ok: true,
    });
    expect(progress.at(-1)).toBe(xzOfAbc.length);
    expect(bytesToVerify(files, checksums)).toBe(xzOfAbc.length);
  });

  test('is refused with file, expected and found, all at once', async () => {
    const wrong = '0'.repeat(32);
    expect(
      await verify(
        checksumOf('a.xz', { value: wrong }),
        checksumOf('a.xz', { blocks: { count: 7, sizeBytes: 500 } }),
      ),
    ).toEqual({
      ok: false,
      problems: [
        `a.xz is not what a.md5 says: the md5 of the image in it ${wrong} was expected, ${diskMd5} found. ${wayOut}`,
        `a.xz is not what a.md5 says: 3500 bytes were expected in it, 3000 found. ${wayOut}`,
      ],
    });
  });

  test.each([
    ['cut.xz', 'Unexpected end of input'],
    ['no.xz', 'File format not recognized'],
    ['damaged.xz', 'Compressed data is corrupt'],
  ])('that cannot be decompressed is refused: %s', async (file, why) => {
    expect(await verify(checksumOf(file))).toEqual({
      ok: false,
      problems: [`${file} cannot be decompressed (${why}): take it again from where it was built`],
    });
  });

  test('that is empty is refused', async () => {
    expect(await verify(checksumOf('empty.xz'))).toEqual({
      ok: false,
      problems: [
        expect.stringMatching(
          /^empty\.xz cannot be decompressed \((File format not recognized|Unexpected end of input)\)/,
        ),
      ],
    });
  });

  test('that cannot be read is not called damaged', async () => {
    const gone = [{ path: 'gone.xz', sizeBytes: 1, sha256: '' }];
    await expect(verifyChecksums(folder, gone, [checksumOf('gone.xz')], { xzTool })).rejects.toThrow(
      'ENOENT',
    );
  });
});

test('files as they are: sha256 is known already, md5 is read', async () => {
  const checksums = [
    checksumOf('k', {
      algorithm: 'sha256',
      value: '6923dd1bc0460082c5d55a831908c24a282860b7f1cd6c2b79cf1bc8857c639c',
      decompressed: false,
    }),
    checksumOf('k', { value: '50484c19f1afdaf3841a0d821ed393d2', decompressed: false }),
  ];
  expect(await verifyChecksums(folder, files, checksums)).toEqual({ ok: true });
  expect(bytesToVerify(files, checksums)).toBe(6);
  const wrong = checksums.map((checksum) => ({ ...checksum, value: 'f'.repeat(checksum.value.length) }));
  expect(await verifyChecksums(folder, files, wrong)).toEqual({
    ok: false,
    problems: [
      `k is not what a.md5 says: the sha256 ${'f'.repeat(64)} was expected, 6923dd1bc0460082c5d55a831908c24a282860b7f1cd6c2b79cf1bc8857c639c found. ${wayOut}`,
      `k is not what a.md5 says: the md5 ${'f'.repeat(32)} was expected, 50484c19f1afdaf3841a0d821ed393d2 found. ${wayOut}`,
    ],
  });
});

import * as fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ByteSource } from './byte-source.ts';
import { parsePaxRecords } from './parse-pax-records.ts';
import { readTar } from './read-tar.ts';
import { parseTarHeader } from './tar-header.ts';

type Read = { name: string; typeflag: string; linkTarget: string; isSparse: boolean; content: string };

async function readAll(chunks: Buffer[]): Promise<Read[]> {
  const source = new ByteSource(
    (async function* () {
      yield* chunks;
    })(),
  );
  const entries: Read[] = [];
  for await (const { name, typeflag, linkTarget, isSparse, content } of readTar(source)) {
    entries.push({ name, typeflag, linkTarget, isSparse, content: (await buffer(content)).toString() });
  }
  return entries;
}

function hasGnuTar(): boolean {
  try {
    return execFileSync('tar', ['--version']).includes('GNU tar');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

describe.runIf(hasGnuTar())(`archives of GNU tar${hasGnuTar() ? '' : ' (skipped: no GNU tar here)'}`, () => {
  const long = `${'d'.repeat(90)}/${'e'.repeat(90)}/${'f'.repeat(120)}`;
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'netberth-tar-'));
    mkdirSync(join(folder, 'short'));
    writeFileSync(join(folder, 'short/a'), 'kernel');
    symlinkSync('a', join(folder, 'short/link'));
    mkdirSync(dirname(join(folder, long)), { recursive: true });
    writeFileSync(join(folder, long), 'long');
    symlinkSync(long, join(folder, 'short/long'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const tarOf = (...args: string[]) =>
    execFileSync('tar', ['-C', folder, ...args, '-cf', '-', './short/a', './short/link']);

  test.each(['v7', 'oldgnu', 'gnu', 'ustar', 'pax'])('are read: %s', async (format) => {
    expect(await readAll([tarOf(`--format=${format}`)])).toEqual([
      { name: './short/a', typeflag: '0', linkTarget: '', isSparse: false, content: 'kernel' },
      { name: './short/link', typeflag: '2', linkTarget: 'a', isSparse: false, content: '' },
    ]);
  });

  test.each(['gnu', 'pax'])('have names and links of any length: %s', async (format) => {
    const tar = execFileSync('tar', ['-C', folder, `--format=${format}`, '-cf', '-', long, 'short/long']);
    expect(await readAll([tar])).toEqual([
      { name: long, typeflag: '0', linkTarget: '', isSparse: false, content: 'long' },
      { name: 'short/long', typeflag: '2', linkTarget: long, isSparse: false, content: '' },
    ]);
  });

  test('are the same in whatever pieces they come', async () => {
    const tar = tarOf('--format=pax');
    const whole = await readAll([tar]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(tar.length), { maxLength: 8 }), async (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), tar.length];
        const chunks = edges.slice(1).map((end, index) => tar.subarray(edges[index], end));
        expect(await readAll(chunks)).toEqual(whole);
      }),
    );
  });

  test('one after the other are refused: the second would be lost', async () => {
    const tar = tarOf();
    await expect(readAll([tar, tar])).rejects.toThrow(
      `more data after the end marker at byte ${tar.length}.`,
    );
  });
});

describe('a header', () => {
  const block = Buffer.alloc(512);
  block.write('big', 0);
  block.write('0', 156);
  block[124] = 0x80;
  block.writeBigUInt64BE(9_000_000_000n, 128);
  const sum = block.reduce((total, byte) => total + byte, 8 * 0x20);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);

  test('may have a size that octal has no room for', () => {
    expect(parseTarHeader(block, 0)).toEqual({
      name: 'big',
      typeflag: '0',
      sizeBytes: 9_000_000_000,
      linkTarget: '',
    });
  });

  test('with one bit wrong is refused with its position', () => {
    const damaged = Buffer.from(block);
    damaged.write('bug', 0);
    expect(() => parseTarHeader(damaged, 1536)).toThrow('no valid header at byte 1536');
  });
});

test('pax records are read by their lengths, or not at all', () => {
  expect(parsePaxRecords(Buffer.from('12 path=abc\n17 comment=a=b\nc\n'))).toEqual(
    new Map([
      ['path', 'abc'],
      ['comment', 'a=b\nc'],
    ]),
  );
});

test.each(['12 path=abcd\n', '0 a=b\n', 'x a=b\n', '999 a=b\n', '5 a=b', '-3 a\n', '6 ab=\n\n'])(
  'pax records that are not well formed are refused: %j',
  (broken) => {
    expect(parsePaxRecords(Buffer.from(broken))).toBe(null);
  },
);

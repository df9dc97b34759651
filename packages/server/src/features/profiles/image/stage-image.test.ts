import { execFileSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readFile, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';
import * as fc from 'fast-check';
import { pack, type Header } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stageImage, type StagedImage, type StageRefused } from './stage-image.ts';
import type { StageLimits } from './stage-limits.ts';

type TarEntry = Partial<Header> & { name: string; content?: string | Buffer; pax?: Record<string, string> };

const sha256OfKernel = '6923dd1bc0460082c5d55a831908c24a282860b7f1cd6c2b79cf1bc8857c639c';
const limits: StageLimits = { maxFiles: 10, maxBytes: 100_000 };
let base: string;
let folder: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'netberth-stage-'));
  folder = join(base, 'incoming');
  await mkdir(folder);
});
afterEach(() => rm(base, { recursive: true, force: true }));

function tarOf(...entries: TarEntry[]): Promise<Buffer> {
  const tar = pack();
  for (const { content = '', ...header } of entries) tar.entry({ mtime: new Date(0), ...header }, content);
  tar.finalize();
  return buffer(tar);
}

async function stage(tar: Buffer, limit = limits, chunkBytes = 700): Promise<StagedImage | StageRefused> {
  const chunks: Buffer[] = [];
  for (let at = 0; at < tar.length; at += chunkBytes) chunks.push(tar.subarray(at, at + chunkBytes));
  return await stageImage(Readable.from(chunks), folder, limit);
}

async function isGone(): Promise<boolean> {
  return (await readdir(base)).length === 0;
}

describe('an image that is as it should be', () => {
  test('is unpacked with sizes, checksums and relative links, its one top folder left out', async () => {
    const tar = await tarOf(
      { name: 'image1/', type: 'directory' },
      { name: 'image1/pxeboot.kernel', content: 'kernel' },
      { name: 'image1/image1.kernel', type: 'symlink', linkname: 'pxeboot.kernel' },
      { name: 'image1/boot/initrd', content: Buffer.alloc(1500, 7) },
      { name: 'image1/boot/hard', type: 'link', linkname: 'image1/pxeboot.kernel' },
      { name: 'image1/chain', type: 'symlink', linkname: '../image1/image1.kernel' },
    );
    const seen: number[] = [];
    expect(await stage(tar, { ...limits, onProgress: (bytes) => seen.push(bytes) }, 4096)).toEqual({
      ok: true,
      files: [
        { path: 'boot/hard', sizeBytes: 6, sha256: sha256OfKernel, linkTo: 'pxeboot.kernel' },
        {
          path: 'boot/initrd',
          sizeBytes: 1500,
          sha256: 'd80b9e14a3113a07facc57ea4f16bdcfa92f00378795d40d6f532ef736693661',
        },
        { path: 'chain', sizeBytes: 6, sha256: sha256OfKernel, linkTo: 'pxeboot.kernel' },
        { path: 'image1.kernel', sizeBytes: 6, sha256: sha256OfKernel, linkTo: 'pxeboot.kernel' },
        { path: 'pxeboot.kernel', sizeBytes: 6, sha256: sha256OfKernel },
      ],
      totalBytes: 1506,
      strippedFolder: 'image1',
    });
    expect((await readdir(folder)).sort()).toEqual(['boot', 'chain', 'image1.kernel', 'pxeboot.kernel']);
    expect(await readlink(join(folder, 'image1.kernel'))).toBe('pxeboot.kernel');
    expect(await readlink(join(folder, 'boot/hard'))).toBe('../pxeboot.kernel');
    expect(await readFile(join(folder, 'boot/hard'), 'utf8')).toBe('kernel');
    expect((await lstat(join(folder, 'pxeboot.kernel'))).mode & 0o7777).toBe(0o644);
    expect(seen).toEqual([4096, 6144]);
  });

  test('may have ./ before its names, several folders, and a file named like its top folder', async () => {
    const tar = await tarOf(
      { name: './', type: 'directory' },
      { name: './x/x', content: 'kernel' },
      { name: './x/y/z', content: '' },
    );
    expect(await stage(tar)).toEqual({
      ok: true,
      files: [
        { path: 'x', sizeBytes: 6, sha256: sha256OfKernel },
        {
          path: 'y/z',
          sizeBytes: 0,
          sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        },
      ],
      totalBytes: 6,
      strippedFolder: 'x',
    });
    expect(await readFile(join(folder, 'x'), 'utf8')).toBe('kernel');
  });

  test('may be padded with zeros to the record size of GNU tar', async () => {
    const tar = Buffer.concat([await tarOf({ name: 'a', content: 'kernel' }), Buffer.alloc(8192)]);
    expect((await stage(tar)).ok).toBe(true);
  });

  test('may have names longer than the header has room for', async () => {
    const name = `${'d'.repeat(150)}/${'f'.repeat(150)}`;
    const staged = await stage(await tarOf({ name: 'a', content: 'a' }, { name, content: 'kernel' }));
    expect(staged.ok && staged.files.map((file) => file.path)).toEqual(['a', name]);
  });
});

describe('an archive that is refused leaves nothing behind', () => {
  const file: TarEntry = { name: 'a', content: 'a' };
  const refusals: [string, TarEntry[], string, string | null, RegExp][] = [
    [
      'an absolute name',
      [file, { name: '/etc/passwd', content: 'x' }],
      'unsafe-name',
      '/etc/passwd',
      /absolute name "\/etc\/passwd": names must be relative/,
    ],
    [
      'a name with ..',
      [{ name: 'a/../../b', content: 'x' }],
      'unsafe-name',
      'a/../../b',
      /`\.\.` would leave/,
    ],
    [
      'a hidden name',
      [{ name: '.unpacked/b', content: 'x' }],
      'unsafe-name',
      '.unpacked/b',
      /do not start with a dot/,
    ],
    ['a name with a blank', [{ name: 'a b', content: 'x' }], 'unsafe-name', 'a b', /are named with letters/],
    ['a name with a newline', [{ name: 'a\nb', content: 'x' }], 'unsafe-name', 'a\nb', /"a\\nb"/],
    [
      'a name no file system takes',
      [{ name: 'n'.repeat(256), content: 'x' }],
      'unsafe-name',
      'n'.repeat(256),
      /255 a segment/,
    ],
    ['a file without a name', [{ name: '.', content: 'x' }], 'unsafe-name', '.', /are named with letters/],
    [
      'a symbolic link out',
      [file, { name: 'b', type: 'symlink', linkname: '../../etc/shadow' }],
      'unsafe-link',
      'b',
      /"b" -> "\.\.\/\.\.\/etc\/shadow" leads out of the image/,
    ],
    [
      'an absolute symbolic link',
      [file, { name: 'b', type: 'symlink', linkname: '/etc/shadow' }],
      'unsafe-link',
      'b',
      /leads to an absolute name/,
    ],
    [
      'a hard link out',
      [file, { name: 'd/b', type: 'link', linkname: '../a' }],
      'unsafe-link',
      'd/b',
      /leads out of the image/,
    ],
    [
      'an absolute hard link',
      [file, { name: 'b', type: 'link', linkname: '/etc/shadow' }],
      'unsafe-link',
      'b',
      /leads to an absolute name/,
    ],
    [
      'a link to nothing',
      [file, { name: 'b', type: 'symlink', linkname: 'c' }],
      'unsafe-link',
      'b',
      /leads to no file/,
    ],
    [
      'a link to a folder',
      [
        { name: 'd/a', content: 'a' },
        { name: 'b', type: 'symlink', linkname: 'd' },
      ],
      'unsafe-link',
      'b',
      /leads to no file/,
    ],
    [
      'links in a circle',
      [file, { name: 'b', type: 'symlink', linkname: 'c' }, { name: 'c', type: 'symlink', linkname: 'b' }],
      'unsafe-link',
      'b',
      /leads back to itself/,
    ],
    [
      'a file through a link',
      [
        { name: 'd', type: 'symlink', linkname: '/tmp' },
        { name: 'd/a', content: 'a' },
      ],
      'duplicate-name',
      'd/a',
      /"d" is a file or a link/,
    ],
    [
      'a device',
      [file, { name: 'sda', type: 'block-device' }],
      'unsupported-entry',
      'sda',
      /a block device: an image has files/,
    ],
    ['a fifo', [file, { name: 'p', type: 'fifo' }], 'unsupported-entry', 'p', /a named pipe/],
    [
      'a sparse file',
      [{ name: 's', content: 'x', pax: { 'GNU.sparse.major': '1' } }],
      'unsupported-entry',
      's',
      /a sparse file/,
    ],
    ['a name twice', [file, { name: './a', content: 'b' }], 'duplicate-name', './a', /twice/],
    [
      'a folder and a file of one name',
      [
        { name: 'd/a', content: 'a' },
        { name: 'd', content: 'b' },
      ],
      'duplicate-name',
      'd',
      /twice/,
    ],
    [
      'more files than allowed',
      Array.from({ length: 11 }, (_, n) => ({ name: `f${n}`, content: 'a' })),
      'too-many-files',
      'f10',
      /more than 10 files/,
    ],
    [
      'more bytes than allowed',
      [file, { name: 'b', content: Buffer.alloc(100_000) }],
      'too-large',
      'b',
      /more than 100000 bytes/,
    ],
    ['no files', [{ name: 'd/', type: 'directory' }], 'empty', null, /holds no files/],
  ];
  test.each(refusals)('%s', async (_, entries, code, entry, message) => {
    expect(await stage(await tarOf(...entries))).toEqual({
      ok: false,
      code,
      entry,
      message: expect.stringMatching(message),
    });
    expect(await isGone()).toBe(true);
  });

  test('what is no tar', async () => {
    expect(await stage(Buffer.from('<html>'.repeat(200)))).toEqual({
      ok: false,
      code: 'not-a-tar',
      entry: null,
      message:
        'This is no tar, or a damaged one: no valid header at byte 0. An uncompressed tar is wanted here (the command unpacks .tar.gz and .tar.xz itself); check the file with `tar -tf`.',
    });
    expect(await isGone()).toBe(true);
  });

  test('an empty stream', async () => {
    expect(await stage(Buffer.alloc(0))).toMatchObject({ ok: false, code: 'truncated' });
    expect(await isGone()).toBe(true);
  });

  test('a sender that goes away', async () => {
    const tar = await tarOf({ name: 'a', content: Buffer.alloc(5000, 1) });
    const upload = Readable.from(
      (async function* () {
        yield tar.subarray(0, 2000);
        throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
      })(),
    );
    expect(await stageImage(upload, folder, limits)).toMatchObject({ ok: false, code: 'interrupted' });
    expect(await isGone()).toBe(true);
  });

  test('and leaves the stream open, so that a request can be answered', async () => {
    const tar = Readable.from([await tarOf({ name: '/a', content: 'a' }), Buffer.alloc(10)]);
    expect(await stageImage(tar, folder, limits)).toMatchObject({ ok: false, code: 'unsafe-name' });
    expect(tar.destroyed).toBe(false);
    await finished(tar.resume());
  });

  test('a tar cut off at any block is never taken for a whole one', async () => {
    const tar = await tarOf(
      { name: 'zeros', content: Buffer.alloc(3000) },
      { name: 'n'.repeat(120), content: 'long name' },
      { name: 'last', type: 'symlink', linkname: 'zeros' },
    );
    for (let bytes = 0; bytes < tar.length; bytes += 512) {
      await mkdir(folder, { recursive: true });
      expect(await stage(tar.subarray(0, bytes)), `${bytes} bytes`).toMatchObject({
        ok: false,
        code: 'truncated',
      });
      expect(await isGone(), `${bytes} bytes`).toBe(true);
    }
    await mkdir(folder);
    expect((await stage(tar)).ok).toBe(true);
  });

  test('a tar with any byte of its headers changed never writes outside its folder or throws', async () => {
    const tar = await tarOf({ name: 'a', content: 'kernel' }, { name: 'b', type: 'symlink', linkname: 'a' });
    await fc.assert(
      fc.asyncProperty(fc.nat(tar.length - 1), fc.nat(255), async (at, byte) => {
        await mkdir(folder, { recursive: true });
        const damaged = Buffer.from(tar);
        damaged[at] = byte;
        const staged = await stage(damaged);
        expect(await readdir(base)).toEqual(staged.ok ? ['incoming'] : []);
        await rm(folder, { recursive: true, force: true });
      }),
      { numRuns: 300 },
    );
  });
});

const canMount = isMountAllowed();

function isMountAllowed(): boolean {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', tmpdir()], {
      stdio: 'ignore',
    });
    return true;
  } catch (error) {
    return !(error instanceof Error);
  }
}

describe('a full disk', () => {
  const diskFull = {
    ok: false,
    code: 'disk-full',
    entry: null,
    message:
      'The disk of the data folder is full: the image was not stored and nothing of it is left. Free space (`netberth profile remove`), then import again.',
  };

  test.runIf(canMount)(
    `is refused and the folder is gone (a real one: tmpfs of 1 MiB)${canMount ? '' : ' (skipped: may not mount here)'}`,
    async () => {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', base]);
      try {
        await mkdir(folder);
        const tar = await tarOf(
          { name: 'a', content: 'a' },
          { name: 'big', content: Buffer.alloc(2 ** 21, 1) },
        );
        expect(await stage(tar, { maxFiles: 10, maxBytes: 2 ** 30 }, 65_536)).toEqual(diskFull);
        expect(await isGone()).toBe(true);
      } finally {
        execFileSync('umount', [base]);
      }
    },
  );

  test('is refused and the folder is gone (simulated: fsync reports ENOSPC)', async () => {
    const createFile = async () => ({
      appendFile: async () => {},
      sync: async () => {
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      },
      close: async () => {},
    });
    const tar = await tarOf({ name: 'a', content: 'a' });
    expect(await stage(tar, { ...limits, createFile })).toEqual(diskFull);
    expect(await isGone()).toBe(true);
  });
});

test('what is nobody else’s fault is thrown, and the folder is gone all the same', async () => {
  const createFile = () => Promise.reject(Object.assign(new Error('bad disk'), { code: 'EIO' }));
  await expect(stage(await tarOf({ name: 'a', content: 'a' }), { ...limits, createFile })).rejects.toThrow(
    'bad disk',
  );
  expect(await isGone()).toBe(true);
});

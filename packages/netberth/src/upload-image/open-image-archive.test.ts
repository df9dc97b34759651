import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ImageArchive } from './image-archive.ts';
import { openImageArchive } from './open-image-archive.ts';

let base: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'netberth-archive-'));
});
afterEach(() => rm(base, { recursive: true, force: true }));

async function folderOf(name: string, files: Record<string, string | Buffer>): Promise<string> {
  const folder = join(base, name);
  await mkdir(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

function tarOf(files: Record<string, string | Buffer>): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content);
  tar.finalize();
  return buffer(tar);
}

/** What the server would find: name -> content, or `-> target`. */
async function unpack(tar: Buffer): Promise<Record<string, string>> {
  const entries = extract();
  entries.end(tar);
  const found: Record<string, string> = {};
  for await (const entry of entries) {
    const { name, type, linkname } = entry.header;
    const content = await buffer(entry);
    found[name] = type === 'symlink' ? `-> ${linkname}` : content.toString();
  }
  return found;
}

async function contentOf(image: ImageArchive): Promise<{ read: number; files: Record<string, string> }> {
  let read = 0;
  image.onRead((bytes) => {
    read = bytes;
  });
  return { files: await unpack(await buffer(image.stream)), read };
}

describe('a folder', () => {
  test('is packed by name, links inside kept, hidden files left out and said', async () => {
    const folder = await folderOf('image1', {
      'pxeboot.kernel': 'kernel',
      'b/initrd': 'initrd!',
      '.DS_Store': 'x',
      empty: '',
    });
    await symlink('pxeboot.kernel', join(folder, 'image1.kernel'));
    await symlink(join(folder, 'b/initrd'), join(folder, 'absolute'));
    await symlink('../pxeboot.kernel', join(folder, 'b/up'));
    const image = await openImageArchive(folder);
    expect({ ...image, stream: null, onRead: null }).toEqual({
      name: 'image1',
      entries: ['absolute', 'b/initrd', 'b/up', 'empty', 'image1.kernel', 'pxeboot.kernel'],
      totalBytes: 13,
      stream: null,
      notes: ['.DS_Store is hidden: left out'],
      onRead: null,
    });
    expect(await contentOf(image)).toEqual({
      files: {
        absolute: '-> b/initrd',
        'b/initrd': 'initrd!',
        'b/up': '-> ../pxeboot.kernel',
        empty: '',
        'image1.kernel': '-> pxeboot.kernel',
        'pxeboot.kernel': 'kernel',
      },
      read: 13,
    });
  });

  test('gives the same bytes whenever it is packed', async () => {
    const hash = async (folder: string) =>
      createHash('sha256')
        .update(await buffer((await openImageArchive(folder)).stream))
        .digest('hex');
    const one = await folderOf('one', { b: 'x', a: 'y' });
    const other = await folderOf('other', { a: 'y', b: 'x' });
    await chmod(join(other, 'a'), 0o600);
    expect(await hash(one)).toBe(await hash(other));
  });

  test('with what an image cannot have is refused, all names at once', async () => {
    const folder = await folderOf('image1', { 'a b': 'x', 'sub/a': 'x' });
    await symlink('/etc/hostname', join(folder, 'out'));
    await symlink('nowhere', join(folder, 'dangling'));
    await symlink('sub', join(folder, 'to-folder'));
    const socket = createServer();
    await new Promise<void>((resolve) => socket.listen(join(folder, 'socket'), resolve));
    try {
      await expect(openImageArchive(folder)).rejects.toThrow(
        `"${folder}" holds what an image cannot have: "a b" (names have letters, digits and . _ @ + -); dangling (a link to nothing); ` +
          'out (a link out of the folder, to /etc/hostname: put the file itself there); socket (a device, pipe or socket); ' +
          'to-folder (a link to a folder). Rename it or take it out',
      );
    } finally {
      socket.close();
    }
  });

  test('that is empty is refused', async () => {
    const folder = await folderOf('empty', { '.hidden': '' });
    await expect(openImageArchive(folder)).rejects.toThrow(
      `"${folder}" is an empty folder: name the one that holds the kernel of the image`,
    );
  });

  test('whose file becomes shorter while it is read is refused', async () => {
    const folder = await folderOf('image1', { a: 'x'.repeat(5_000_000) });
    const image = await openImageArchive(folder);
    await truncate(join(folder, 'a'), 10);
    await expect(buffer(image.stream)).rejects.toThrow('became shorter while it was read');
  });
});

describe('an image of a KIWIspray installation', () => {
  const templates = { 'known_host.tmpl': 'known', 'post_install.tmpl': 'post', 'image2.tmpl': 'two' };

  test('takes what KIWIspray would take from templates/, and says so', async () => {
    await folderOf('ks/templates', templates);
    const image1 = await openImageArchive(await folderOf('ks/images/image1', { 'pxeboot.kernel': 'k' }));
    expect(image1.entries).toEqual(['host.tmpl', 'post_install.tmpl', 'pxeboot.kernel']);
    expect(image1.notes).toEqual([
      'the image has no host.tmpl: taken from templates/known_host.tmpl of its KIWIspray',
      'the image has no post_install.tmpl: taken from templates/post_install.tmpl of its KIWIspray',
    ]);
    expect(await contentOf(image1)).toEqual({
      files: { 'host.tmpl': 'known', 'post_install.tmpl': 'post', 'pxeboot.kernel': 'k' },
      read: 10,
    });
    const image2 = await openImageArchive(
      await folderOf('ks/images/image2', { k: 'k', 'post_install.tmpl': 'own' }),
    );
    expect((await contentOf(image2)).files).toEqual({
      'host.tmpl': 'two',
      k: 'k',
      'post_install.tmpl': 'own',
    });
  });

  test('that has its own files, or stands alone, is taken as it is', async () => {
    await folderOf('ks/templates', templates);
    const whole = { 'host.tmpl': 'h', 'post_install.tmpl': 'p' };
    expect((await openImageArchive(await folderOf('ks/images/a', whole))).notes).toEqual([]);
    expect((await openImageArchive(await folderOf('ks/images/b', { 'profile.yaml': '' }))).entries).toEqual([
      'profile.yaml',
    ]);
    expect((await openImageArchive(await folderOf('else/images/c', { k: '' }))).entries).toEqual(['k']);
  });
});

describe('a tar', () => {
  const files = { 'image1.append': 'a', 'image1.xz': Buffer.alloc(70_000, 'x') };

  async function file(name: string, content: Buffer): Promise<string> {
    const path = join(base, name);
    await writeFile(path, content);
    return path;
  }

  test('is sent as it is', async () => {
    const tar = await tarOf(files);
    const image = await openImageArchive(await file('sles.x86_64-1.0.0.install.tar', tar));
    expect({ ...image, stream: null, onRead: null }).toEqual({
      name: 'sles.x86_64-1.0.0',
      entries: ['image1.append', 'image1.xz'],
      totalBytes: tar.length,
      stream: null,
      notes: [],
      onRead: null,
    });
    expect((await buffer(image.stream)).equals(tar)).toBe(true);
  });

  test.each([
    ['a.tar.gz', 'a'],
    ['a.tgz', 'a'],
    ['my.install.tar.gz', 'my'],
    ['misnamed.tar', 'misnamed'],
  ])('compressed by gzip is unpacked here: %s', async (name, expected) => {
    const tar = await tarOf(files);
    const image = await openImageArchive(await file(name, gzipSync(tar)));
    const read: number[] = [];
    image.onRead((bytes) => read.push(bytes));
    expect((await buffer(image.stream)).equals(tar)).toBe(true);
    expect([image.name, image.entries, image.notes, read.at(-1)]).toEqual([
      expected,
      [],
      [`the files in ${name} are not known before it is unpacked`],
      image.totalBytes,
    ]);
  });

  const hasXz = isProgram('xz');
  const noXz = hasXz ? '' : ' (skipped: no xz here)';

  test.runIf(hasXz)(`compressed by xz is unpacked here${noXz}`, async () => {
    const tar = await tarOf(files);
    const compressed = execFileSync('xz', ['-c'], { input: tar });
    const image = await openImageArchive(await file('sles.install.tar.xz', compressed));
    const read: number[] = [];
    image.onRead((bytes) => read.push(bytes));
    expect((await buffer(image.stream)).equals(tar)).toBe(true);
    expect([image.name, image.totalBytes, read.at(-1)]).toEqual([
      'sles',
      compressed.length,
      compressed.length,
    ]);
  });

  test.runIf(hasXz)(
    `compressed by xz that is cut off, or no tar inside, ends with the way out${noXz}`,
    async () => {
      const compressed = execFileSync('xz', ['-c'], { input: await tarOf(files) });
      const cut = await file('cut.tar.xz', compressed.subarray(0, compressed.length - 20));
      await expect(buffer((await openImageArchive(cut)).stream)).rejects.toThrow(
        `"${cut}" is cut off or damaged, or uses what is not read here: check it with \`xz -t\`, or unpack it with \`xz -d\` and import the .tar, or copy it again`,
      );
      const raw = await file('disk.raw.xz', execFileSync('xz', ['-c'], { input: Buffer.alloc(5000, 1) }));
      await expect(buffer((await openImageArchive(raw)).stream)).rejects.toThrow(
        `"${raw}" holds no tar: import the folder or tar that it is a part of`,
      );
    },
  );

  test('compressed by gzip that is cut off ends with the way out', async () => {
    const compressed = gzipSync(await tarOf(files));
    const cut = await file('cut.tar.gz', compressed.subarray(0, compressed.length - 20));
    await expect(buffer((await openImageArchive(cut)).stream)).rejects.toThrow(
      `"${cut}" is cut off or damaged, or uses what is not read here: check it with \`gzip -t\`, or copy it again`,
    );
  });

  test.each([
    ['empty', Buffer.alloc(0), 'is empty: a tar is wanted'],
    [
      'short',
      Buffer.from('hello'),
      'is no tar, or a damaged one (no header at byte 0): check it with `tar -tf`',
    ],
    [
      'text',
      Buffer.alloc(2000, 'hello '),
      'is no tar, or a damaged one (no header at byte 0): check it with `tar -tf`',
    ],
    ['zstd', Buffer.from('28b52ffd000000', 'hex'), 'unpack it with `zstd -d` and import what comes out'],
  ])('that is none is refused: %s', async (name, content, why) => {
    const path = await file(name, content);
    await expect(openImageArchive(path)).rejects.toThrow(`"${path}" `);
    await expect(openImageArchive(path)).rejects.toThrow(why);
  });

  test('cut off at any block before its end is refused before anything is sent', async () => {
    const tar = await tarOf({ a: 'x'.repeat(2000), ['n'.repeat(120)]: 'long', z: '' });
    for (let bytes = 512; bytes < tar.length - 1024; bytes += 512) {
      const path = await file('cut.tar', tar.subarray(0, bytes));
      await expect(openImageArchive(path), `${bytes} bytes`).rejects.toThrow(
        `"${path}" is cut off after ${bytes} bytes: copy or download it again`,
      );
    }
  });
});

test('what is not there, or is neither folder nor file, is named with the way out', async () => {
  const absent = join(base, 'absent');
  await expect(openImageArchive(absent)).rejects.toThrow(`"${absent}" does not exist: check the name`);
  await expect(openImageArchive('/dev/null')).rejects.toThrow(
    '"/dev/null" is no folder and no file: name the folder of an image or its tar',
  );
});

test.skipIf(process.getuid?.() === 0)(
  'what may not be read is named with the way out (skipped: root may read all)',
  async () => {
    const folder = await folderOf('closed', { a: 'x' });
    await chmod(folder, 0o000);
    await expect(openImageArchive(folder)).rejects.toThrow(`"${folder}" may not be read by this user`);
  },
);

function isProgram(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

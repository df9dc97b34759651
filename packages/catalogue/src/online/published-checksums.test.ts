import { describe, expect, test } from 'vitest';
import { checksumPlaces } from './checksum-places.ts';
import { PublishedChecksums } from './published-checksums.ts';

const [one, two] = ['1'.repeat(64), '2'.repeat(64)];

async function findIn(lists: Readonly<Record<string, string>>, url: string) {
  const asked: string[] = [];
  const checksums = new PublishedChecksums(async (list) => {
    asked.push(list);
    return lists[list] ?? null;
  });
  return { found: await checksums.find(url), asked, checksums };
}

describe('the checksum that upstream publishes of a file', () => {
  test.each([
    ['beside it', 'http://m/iso/SHA256SUMS', `${two} *other.iso\n${one} *a.iso\n`, 'http://m/iso/a.iso'],
    [
      'in the list above a tree, as Debian has it',
      'http://m/debian/images/SHA256SUMS',
      `${two}  ./linux\n${one}  ./netboot/amd64/linux\n`,
      'http://m/debian/images/netboot/amd64/linux',
    ],
    [
      'in the .treeinfo above, as Fedora has it',
      'http://m/os/.treeinfo',
      `[checksums]\nimages/pxeboot/initrd.img = sha256:${two}\nimages/pxeboot/vmlinuz = sha256:${one}\n`,
      'http://m/os/images/pxeboot/vmlinuz',
    ],
    [
      "as BSD's sha256 writes it",
      'http://m/r/SHA256',
      `SHA256 (bsd.rd) = ${one.toUpperCase()}\n`,
      'http://m/r/bsd.rd',
    ],
    ['as a file of its own', 'http://m/r/a.img.sha256', `${one}\n`, 'http://m/r/a.img'],
    [
      'as a file that calls it otherwise',
      'http://m/r/a.img.sha256',
      `${one}  build/out.img\n`,
      'http://m/r/a.img',
    ],
    ['under its name without %', 'http://m/r/SHA256SUMS', `${one}  a b.img\r\n`, 'http://m/r/a%20b.img'],
  ])('is found %s', async (_, list, text, url) => {
    expect((await findIn({ [list]: text }, url)).found).toEqual({ sha256: one, source: list });
  });

  test.each([
    ['of a file of that name in another folder', 'http://m/r/SHA256SUMS', `${one}  old/a.img\n`],
    ['that is a SHA-512', 'http://m/r/a.img.sha256', `${one}${two}  a.img\n`],
    ['of several in a list for one', 'http://m/r/a.img.sha256', `${one}  a.img\n${two}  b.img\n`],
  ])('is not one %s', async (_, list, text) => {
    expect((await findIn({ [list]: text }, 'http://m/r/a.img')).found).toBeNull();
  });

  test('asks for each list once, however many files there are', async () => {
    const { asked, checksums } = await findIn(
      { 'http://m/r/SHA256SUMS': `${one}  a\n${two}  b\n` },
      'http://m/r/a',
    );
    await checksums.find('http://m/r/b');
    expect(asked).toEqual(['http://m/r/SHA256SUMS']);
  });

  test('asks nowhere above a release of GitHub', () => {
    const lists = checksumPlaces('https://github.com/o/p/releases/download/1/a.img').map(({ list }) => list);
    expect(lists.every((list) => list.startsWith('https://github.com/o/p/releases/download/1/'))).toBe(true);
  });
});

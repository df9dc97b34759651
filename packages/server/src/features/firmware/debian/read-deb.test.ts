import { describe, expect, it } from 'vitest';
import { arMember, makeDeb } from './deb.fixture.ts';
import { readDeb } from './read-deb.ts';

const content = {
  name: 'ipxe',
  version: '2.0.0+dfsg-5',
  files: { 'usr/lib/ipxe/ipxe.efi': 'loader', 'usr/share/doc/ipxe/copyright': 'GPL' },
};
const isLoader = (path: string) => path.endsWith('.efi');

describe('readDeb', () => {
  it.each(['', '.gz', '.zst'] as const)('reads a package of tar%s', async (compression) => {
    const deb = await readDeb(await makeDeb(content, compression), isLoader);
    expect({ ...deb, files: [...deb.files] }).toEqual({
      name: 'ipxe',
      version: '2.0.0+dfsg-5',
      files: [['usr/lib/ipxe/ipxe.efi', Buffer.from('loader')]],
    });
  });

  it('takes an odd number of bytes in a member for what it is: padded', async () => {
    const deb = await makeDeb({ ...content, files: { 'a.efi': 'x' } }, '.gz');
    const odd = Buffer.concat([deb.subarray(0, 8), arMember('_first', Buffer.from('odd')), deb.subarray(8)]);
    expect([...(await readDeb(odd, isLoader)).files.keys()]).toEqual(['a.efi']);
  });

  it('refuses every cut of a package, and never takes half of one', async () => {
    const deb = await makeDeb(content, '.gz');
    const taken: number[] = [];
    for (let bytes = 0; bytes < deb.length - 1; bytes += 7) {
      await readDeb(deb.subarray(0, bytes), isLoader).then(
        () => taken.push(bytes),
        (error: unknown) => expect(error).toMatchObject({ name: 'DebProblem' }),
      );
    }
    expect(taken).toEqual([]);
  });

  it.each([
    ['text', Buffer.from('hello'), 'is no Debian package, or is cut off'],
    [
      'an archive of something else',
      Buffer.concat([Buffer.from('!<arch>\n'), arMember('a.o', Buffer.from('x'))]),
      'has no control.tar: it is no Debian package',
    ],
    ['nothing', Buffer.alloc(0), 'is no Debian package, or is cut off'],
  ])('refuses %s', async (_, archive, why) => {
    await expect(readDeb(archive, isLoader)).rejects.toThrow(why);
  });

  it('refuses damaged content, naming the part', async () => {
    const deb = await makeDeb(content, '.gz');
    const at = deb.indexOf('data.tar.gz') + 60 + 20;
    deb.fill(0xff, at, at + 20);
    await expect(readDeb(deb, isLoader)).rejects.toThrow(/^is damaged: its data\.tar\.gz cannot be read \(/);
  });

  it('refuses a package that does not say what it is', async () => {
    const nameless = await makeDeb({ ...content, name: '' }, '');
    await expect(readDeb(nameless, isLoader)).rejects.toThrow('does not say its name and version');
  });
});

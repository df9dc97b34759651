import { expect, test } from 'vitest';
import { isoNames } from './iso-names.ts';

const file = (name: string) => ({ kind: 'file' as const, name });
const folder = (name: string) => ({ kind: 'folder' as const, name });

test('names become capitals, digits and underscores, and stay apart', () => {
  expect(
    isoNames([
      file('isolinux.cfg'),
      file('ldlinux.c32'),
      file('README'),
      file('Read me.txt'),
      file('Read+me.txt'),
      file('READ_ME.TXT'),
      file('archive.tar.gz'),
      file('.hidden'),
      folder('conf.d'),
      file('a-name-that-is-much-longer-than-thirty.characters'),
      folder('a-folder-that-is-much-longer-than-thirty-one'),
    ]),
  ).toEqual([
    'ISOLINUX.CFG',
    'LDLINUX.C32',
    'README.',
    'READ_ME_1.TXT',
    'READ_ME_2.TXT',
    'READ_ME.TXT',
    'ARCHIVE_TAR.GZ',
    '_HIDDEN.',
    'CONF_D',
    'A_NAME_THAT_IS_MUCH_.CHARACTERS',
    'A_FOLDER_THAT_IS_MUCH_LONGER_TH',
  ]);
});

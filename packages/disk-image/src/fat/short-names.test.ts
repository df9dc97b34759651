import { expect, test } from 'vitest';
import { shortNames } from './short-names.ts';

test('names that are short ones stay, others get one of their own', () => {
  expect(
    Object.fromEntries(
      shortNames([
        'BOOTX64.EFI',
        'readme.txt',
        'README~1.TXT',
        'Readme first.txt',
        'Readme second.txt',
        'autoexec.ipxe',
        '.hidden',
        'two.dots.gz',
        'größe',
        'a+b',
      ]),
    ),
  ).toEqual({
    'BOOTX64.EFI': 'BOOTX64 EFI',
    'readme.txt': 'README  TXT',
    'README~1.TXT': 'README~1TXT',
    'Readme first.txt': 'README~2TXT',
    'Readme second.txt': 'README~3TXT',
    'autoexec.ipxe': 'AUTOEX~1IPX',
    '.hidden': 'HIDDEN~1   ',
    'two.dots.gz': 'TWODOT~1GZ ',
    größe: 'GR_SSE~1   ',
    'a+b': 'A_B~1      ',
  });
});

test('numbers of two and more digits take the place of letters', () => {
  const names = Array.from({ length: 12 }, (_, index) => `kernel image ${index}`);
  expect([...shortNames(names).values()].slice(8)).toEqual([
    'KERNEL~9   ',
    'KERNE~10   ',
    'KERNE~11   ',
    'KERNE~12   ',
  ]);
});

import type { MenuChoice, MenuProduct } from '@netberth/api';
import { expect, test } from 'vitest';
import { withOrWithout } from './with-or-without.ts';
import { answersTo, findChoice, firstAnswers } from './find-choice.ts';

const choice = (firmware: 'bios' | 'efi', release: string, mode: string): MenuChoice => ({
  ...{ firmware, arch: 'x86_64', values: { release, mode }, title: `${release} ${mode}`, confirm: null },
  ...{ notes: [], method: 'linux', kernel: null, initrds: [], args: [], files: [], isBroken: false },
});
const choices = [
  choice('bios', '13', 'text'),
  choice('bios', '13', 'rescue'),
  choice('bios', '12', 'text'),
  choice('efi', '13', 'text'),
];
const product = { choices } as unknown as MenuProduct;

test('the first choice of the menu is chosen, and the answers that go with it can be taken', () => {
  const first = firstAnswers(product);
  expect(findChoice(product, first)?.title).toBe('13 text');
  expect([...answersTo('release', product, first)]).toEqual(['13', '12']);
  expect([...answersTo('mode', product, { ...first, platform: 'efi x86_64' })]).toEqual(['text']);
  expect(
    findChoice(product, { platform: 'efi x86_64', values: { release: '12', mode: 'text' } }),
  ).toBeUndefined();
  expect(firstAnswers({ choices: [] } as unknown as MenuProduct)).toEqual({ platform: '', values: {} });
});

test('an id is put into the list of a setting, or taken out of it', () => {
  expect(withOrWithout('', 'debian')).toBe('debian');
  expect(withOrWithout('arch,rocky', 'debian')).toBe('arch,rocky,debian');
  expect(withOrWithout('arch,debian,rocky', 'debian')).toBe('arch,rocky');
});

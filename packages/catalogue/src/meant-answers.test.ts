import { expect, test } from 'vitest';
import { loadCatalogue } from '../node/load-catalogue.ts';
import { meantAnswers } from './meant-answers.ts';

const { catalogue } = loadCatalogue();

test.each([
  ['debian', { version: '13' }, { release: 'trixie' }],
  ['debian', { release: '12', mode: 'text' }, { release: 'bookworm', mode: 'text' }],
  ['debian', { version: 'trixie' }, { release: 'trixie' }],
  ['alpine', { version: '3.24' }, { release: 'v3.24' }],
  ['fedora', { version: '44' }, { release: '44' }],
  // Of several service packs nobody knows which; a release that the menu does not name; two words for one question.
  ['openeuler', { version: '24.03' }, { release: '24.03' }],
  ['debian', { version: 'buster' }, { release: 'buster' }],
  ['debian', { version: '13', release: 'bookworm' }, { version: '13', release: 'bookworm' }],
  ['debian', { preseed: '13' }, { preseed: '13' }],
])('for %s %o means %o', (id, given, meant) => {
  const product = catalogue.products.find((each) => each.id === id);
  if (product === undefined) throw new Error(`no ${id}`);
  expect(meantAnswers(product, given)).toEqual(meant);
});

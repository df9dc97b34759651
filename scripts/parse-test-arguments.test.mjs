import { expect, test } from 'vitest';
import { parseTestArguments } from './parse-test-arguments.mjs';

const parts = [{ name: 'check' }, { name: 'unit' }, { name: 'e2e-long', onlyByName: true }];
const namesOf = (...words) => parseTestArguments(words, parts).parts.map((part) => part.name);

test('without options every part runs, apart from those that run by name only', () => {
  expect(namesOf()).toEqual(['check', 'unit']);
});

test('--only picks parts, in the order of the table', () => {
  expect(namesOf('--only', 'e2e-long,check')).toEqual(['check', 'e2e-long']);
  expect(namesOf('--only=unit')).toEqual(['unit']);
});

test('a wrong option says what there is', () => {
  expect(() => namesOf('--only', 'units')).toThrow(
    'No part is named "units": there are check, unit, e2e-long.',
  );
  expect(() => namesOf('units')).toThrow('Cannot read the options "units".');
});

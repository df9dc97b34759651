import { array, assert, oneof, property, string } from 'fast-check';
import { parse as parseToml } from 'smol-toml';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { escapingFilters } from './template-filters.ts';

const text = string({ unit: 'binary', maxLength: 40 });

test.each([
  ['toml', (written: string) => parseToml(`key = ${written}\nnext = 1\n`)],
  ['yaml', (written: string) => parseYaml(`key: ${written}\nnext: 1\n`)],
  ['json', (written: string) => JSON.parse(`{"key": ${written},\n"next": 1}`)],
])('whatever a value holds, a parser of %s reads it back, and what follows it', (name, parse) => {
  assert(
    property(oneof(text, array(text, { maxLength: 3 })), (value) => {
      expect(parse(escapingFilters[name]?.(value) ?? '')).toEqual({ key: value, next: 1 });
    }),
  );
});

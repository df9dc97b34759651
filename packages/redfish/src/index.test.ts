import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as forNode from '../node/index.ts';
import * as client from './index.ts';

test('the README names every function that a program may import', () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  const names = [...Object.keys(client), ...Object.keys(forNode)];
  expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

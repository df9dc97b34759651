import { describe, expect, test } from 'vitest';
import { withoutColours } from './painted.ts';
import { table } from './table.ts';

const headings = ['ROLE', 'MAY'];
const rows = [
  ['viewer', 'see machines, see profiles and see the menu'],
  ['own', 'nothing'],
];

describe('a table that is wider than the terminal', () => {
  test('goes on below itself in its last column', () => {
    expect(table(headings, rows, withoutColours, 30)).toBe(`ROLE    MAY
viewer  see machines, see
        profiles and see the
        menu
own     nothing
`);
  });

  test('is left as it is where its last column would be a ladder of words', () => {
    expect(table(headings, rows, withoutColours, 20)).toBe(table(headings, rows, withoutColours));
  });
});

test('a table that is read by a program has a line for each row', () => {
  expect(table(headings, rows, withoutColours)).toBe(`ROLE    MAY
viewer  see machines, see profiles and see the menu
own     nothing
`);
});

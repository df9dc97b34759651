import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { unresolvedAliases, unresolvedText } from './unresolved-aliases.ts';

test('an alias that nothing stands for is found where it stands', () => {
  const [found, ...more] = unresolvedAliases(parseDocument('a: &one 1\nb: *one\nc: *other\n'));
  expect(more).toEqual([]);
  expect(found).toEqual({ name: 'other', offset: 21 });
  expect(found && unresolvedText(found)).toBe(
    '*other is an alias of nothing: write &other before the value that it stands for',
  );
});

test('an alias before its anchor, and one that is a whole document, stand for nothing', () => {
  const names = (text: string) => unresolvedAliases(parseDocument(text)).map(({ name }) => name);
  expect(names('b: *one\na: &one 1\n')).toEqual(['one']);
  expect(names('*alias')).toEqual(['alias']);
});

import { expect, test } from 'vitest';
import { offeredWords } from './template-words.ts';

test('variables are offered in the brackets of liquid, filters behind a bar, and nothing elsewhere', () => {
  expect(offeredWords('d-i user {{ settings.u', ['user', 'disk'])).toEqual({
    from: 12,
    words: ['settings.user'],
  });
  expect(offeredWords('{{ urls.finish | s', [])).toEqual({ from: 17, words: ['sh'] });
  expect(offeredWords('{% if boot', [])).toEqual({ from: 6, words: ['boot.id'] });
  expect(offeredWords('{{ machine.id }} mac', [])).toBeNull();
  expect(offeredWords('machine', [])).toBeNull();
});

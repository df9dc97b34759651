import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { messages } from './message-registry.ts';

test('every message of every group has a name and a code of its own', async () => {
  const files = readdirSync(new URL('messages/', import.meta.url)).filter((name) => name !== 'message.ts');
  const groups = await Promise.all(
    files.map((name) => import(new URL(`messages/${name}`, import.meta.url).href)),
  );
  const stated = groups.flatMap((group) =>
    Object.values<object>(group).flatMap((texts) => Object.keys(texts)),
  );

  expect(stated.toSorted()).toEqual(Object.keys(messages).toSorted());
  const codes = Object.values(messages).map(({ code }) => code);
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
});

const commandAtTheEnd = /netberth [a-z-]+ [a-z-]+(?: [a-z-]+)?(?: (?:[A-Z]+|\{\w+\}|--[a-z-]+))*\.$/;

test('a way out that ends in a command ends in nothing else: it can be copied as it stands', () => {
  const dotted = Object.values(messages).filter(({ wayOut }) => commandAtTheEnd.test(wayOut));
  expect(dotted.map(({ code, wayOut }) => `${code} ${wayOut}`)).toEqual([]);
});

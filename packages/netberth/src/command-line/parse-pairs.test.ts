import { expect, test } from 'vitest';
import { parseLooseJson, parsePairs } from './parse-pairs.ts';

function pairsOf(text: string) {
  const parsed = parsePairs(text);
  return parsed.ok ? parsed.pairs : parsed.problem;
}

test('a comma ends a value only where another name follows', () => {
  expect(pairsOf('rack=7,note=two, really,row=b')).toEqual([
    ['rack', '7'],
    ['note', 'two, really'],
    ['row', 'b'],
  ]);
});

test('JSON in brackets or quotes is one value', () => {
  expect(pairsOf('disks=["a=1","b,c=2"],net={"vlan":[7,8]},quoted="x,y=1",end=')).toEqual([
    ['disks', '["a=1","b,c=2"]'],
    ['net', '{"vlan":[7,8]}'],
    ['quoted', '"x,y=1"'],
    ['end', ''],
  ]);
});

test('a bracket that is never closed is text', () => {
  expect(pairsOf('note=[draft,rack=7')).toEqual([
    ['note', '[draft'],
    ['rack', '7'],
  ]);
});

test('a value may hold equals signs', () => {
  expect(pairsOf('args=root=/dev/sda')).toEqual([['args', 'root=/dev/sda']]);
});

test('what has no name is a problem', () => {
  expect(pairsOf('rack')).toBe('"rack" is not name=value');
  expect(pairsOf('=7')).toBe('"=7" is not name=value');
});

test.each([
  ['true', true],
  ['null', null],
  ['12', 12],
  ['-1.5', -1.5],
  ['["a"]', ['a']],
  ['{"a":1}', { a: 1 }],
  ['"12"', '12'],
  ['web', 'web'],
  ['', ''],
  ['007', '007'],
  ['1.10', '1.10'],
  ['12345678901234567890', '12345678901234567890'],
  ['{broken', '{broken'],
  ['trueish', 'trueish'],
])('metadata %s means %j', (text, value) => {
  expect(parseLooseJson(text)).toEqual(value);
});

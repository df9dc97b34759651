import { parseCondition } from '@netberth/api';
import { expect, test } from 'vitest';
import { fitsPattern } from './fits-pattern.ts';
import { meetsCondition } from './meets-condition.ts';

const facts = new Map<string, readonly (string | number)[]>([
  ['manufacturer', ['Dell Inc.']],
  ['mac', ['52:54:00:12:34:56', 'b0:7b:25:00:00:01']],
  ['memory', [64 * 2 ** 30]],
  ['subnet', ['192.0.2.77']],
  ['label.rack', ['7']],
]);

function meets(text: string, of = facts): boolean {
  const parsed = parseCondition(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return meetsCondition(parsed.condition, of);
}

test.each([
  ['manufacturer=dell*', true],
  ['manufacturer=HPE*|Dell*', true],
  ['manufacturer=Dell', false],
  ['manufacturer!=HPE*', true],
  ['mac=b0:7b:25:*', true],
  ['mac!=b0:7b:25:*', false],
  ['memory>=60GiB', true],
  ['memory>64GiB', false],
  ['memory=64GiB', true],
  ['memory<0.1TB', true],
  ['subnet=192.0.2.0/24', true],
  ['subnet=192.0.2.0/26', false],
  ['subnet!=2001:db8::/32', true],
  ['label.rack=7', true],
  ['label.rack=?', true],
  ['label.site=berlin', false],
])('%s on a Dell in rack 7: %s', (text, expected) => {
  expect(meets(text)).toBe(expected);
});

test('what is not known of a machine meets no condition, not even that it is something else', () => {
  expect(meets('serial!=SN-7')).toBe(false);
  expect(meets('manufacturer=*', new Map())).toBe(false);
});

test('a subnet of IPv6 holds its addresses', () => {
  const known = new Map([['subnet', ['2001:db8:0:1::5']]]);
  expect(meets('subnet=2001:db8:0:1::/64', known)).toBe(true);
  expect(meets('subnet=2001:db8:0:2::/64', known)).toBe(false);
});

test('a long value of a machine is compared at once with a pattern of many stars', () => {
  expect(fitsPattern(`${'*a'.repeat(60)}*b`, 'a'.repeat(100_000))).toBe(false);
});

test.each([
  ['vendor~Dell', 'is no condition such as manufacturer=Dell* or memory>=60GiB'],
  ['colour=red', /^asks for "colour", which is no fact; wanted: one of manufacturer, .*, label\.NAME/],
  ['manufacturer>Dell', 'manufacturer is compared by = and != only, as in manufacturer=Dell*'],
  ['memory>=lots', '"lots" is no size as in memory>=60GiB'],
  ['memory>=64', '"64" is no size as in memory>=60GiB'],
  ['subnet=192.0.2.300/24', '"192.0.2.300/24" is no network like 192.0.2.0/24 or 2001:db8::/64'],
  ['manufacturer=', 'lacks a value, as in manufacturer=Dell*'],
])('%s is refused', (text, problem) => {
  const parsed = parseCondition(text);
  expect(parsed.ok ? '' : parsed.problem).toMatch(problem);
});

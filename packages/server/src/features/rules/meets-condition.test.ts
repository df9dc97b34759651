import { parseRuleCondition } from '@netberth/api';
import { expect, test } from 'vitest';
import { fitsPattern } from './fits-pattern.ts';
import { meetsCondition } from './meets-condition.ts';

const facts = new Map<string, readonly (string | number)[]>([
  ['vendor', ['Dell Inc.']],
  ['mac', ['52:54:00:12:34:56', 'b0:7b:25:00:00:01']],
  ['memory', [64 * 2 ** 30]],
  ['subnet', ['192.0.2.77']],
  ['disk', [960e9, 4e12]],
  ['switch', ['tor-7.lab', '00:1c:73:00:00:07']],
  ['label.rack', ['7']],
]);

function meets(text: string, of = facts): boolean {
  const parsed = parseRuleCondition(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return meetsCondition(parsed.condition, of);
}

test.each([
  ['vendor=dell*', true],
  ['vendor=HPE*|Dell*', true],
  ['vendor=Dell', false],
  ['vendor!=HPE*', true],
  ['mac=b0:7b:25:*', true],
  ['mac!=b0:7b:25:*', false],
  ['memory>=60GiB', true],
  ['memory>64GiB', false],
  ['memory=64GiB', true],
  ['memory<0.1TB', true],
  ['subnet=192.0.2.0/24', true],
  ['subnet=192.0.2.0/26', false],
  ['subnet!=2001:db8::/32', true],
  ['disk>=1TB', true],
  ['disk=960GB', true],
  ['disk>5TB', false],
  ['switch=tor-7*', true],
  ['switch!=tor-7*', false],
  ['label.rack=7', true],
  ['label.rack=?', true],
  ['label.site=berlin', false],
])('%s on a Dell in rack 7: %s', (text, expected) => {
  expect(meets(text)).toBe(expected);
});

test('what is not known of a machine meets no condition, not even that it is something else', () => {
  expect(meets('serial!=SN-7')).toBe(false);
  expect(meets('vendor=*', new Map())).toBe(false);
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
  ['vendor~Dell', 'is no condition such as vendor=Dell* or memory>=60GiB'],
  ['colour=red', /^asks for "colour", which is no fact; wanted: one of vendor, .*, label\.NAME/],
  ['vendor>Dell', 'vendor is compared by = and != only, as in vendor=Dell*'],
  ['memory>=lots', '"lots" is no number as in memory>=60GiB'],
  ['subnet=192.0.2.300/24', '"192.0.2.300/24" is no network like 192.0.2.0/24 or 2001:db8::/64'],
  ['vendor=', 'lacks a value, as in vendor=Dell*'],
])('%s is refused', (text, problem) => {
  const parsed = parseRuleCondition(text);
  expect(parsed.ok ? '' : parsed.problem).toMatch(problem);
});

import { expect, test } from 'vitest';
import { parseFactCondition } from './fact-condition.ts';

const conditionOf = (text: string) => {
  const parsed = parseFactCondition(text);
  return parsed.ok ? parsed.condition : parsed.problem;
};

test('a condition on a fact is a name, what is asked of it, and a value', () => {
  expect(conditionOf('switch=TOR-7')).toEqual({ name: 'switch', kind: 'is', value: 'tor-7' });
  expect(conditionOf('disk.model ~ Samsung PM')).toEqual({
    ...{ name: 'disk.model', kind: 'contains', value: 'samsung pm' },
  });
  expect(conditionOf('bmc')).toEqual({ name: 'bmc', kind: 'known' });
  expect(conditionOf('disks>2')).toEqual({ name: 'disks', kind: '>', number: 2 });
});

test('sizes have units of a thousand or of 1024', () => {
  expect(conditionOf('memory>=64GiB')).toEqual({ name: 'memory', kind: '>=', number: 68_719_476_736 });
  expect(conditionOf('disk<1.92TB')).toEqual({ name: 'disk', kind: '<', number: 1_920_000_000_000 });
  expect(conditionOf('memory=1g')).toEqual({ name: 'memory', kind: 'is', value: '1000000000' });
});

test('what is no condition is said, with the facts that there are', () => {
  expect(conditionOf('colour=red')).toMatch(/^begins with none of the facts vendor, product, /);
  expect(conditionOf('memory>lots')).toBe('compares with lots, which is no number such as 8 or 64GiB');
  expect(conditionOf('switch=')).toBe('says nothing after =');
});

import { expect, test } from 'vitest';
import { NewsLimit } from './news-limit.ts';

test('of one machine thirty things are told in ten minutes, of another as many', () => {
  const limit = new NewsLimit();
  const allowed = (mac: string, nowMs: number) =>
    Array.from({ length: 40 }, () => limit.allows(mac, nowMs)).filter(Boolean).length;
  expect(allowed('52:54:00:4e:57:01', 1_767_225_600_000)).toBe(30);
  expect(allowed('52:54:00:4e:57:02', 1_767_225_900_000)).toBe(30);
  expect(allowed('52:54:00:4e:57:01', 1_767_226_199_999)).toBe(0);
  expect(allowed('52:54:00:4e:57:01', 1_767_226_200_000)).toBe(30);
});

test('a flood of MACs does not grow without end', () => {
  const limit = new NewsLimit();
  const macs = Array.from({ length: 20_100 }, (_, index) => `mac${index}`);
  expect(macs.filter((mac) => limit.allows(mac, 1_767_225_600_000))).toHaveLength(20_000);
});

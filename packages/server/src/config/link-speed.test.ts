import { expect, it } from 'vitest';
import { linkSpeedSchema } from './link-speed.ts';

it.each([
  ['', null],
  ['10Gbit', 1_250_000_000],
  ['2.5 Gbit', 312_500_000],
  ['100Mbit', 12_500_000],
  ['8kbit', 1000],
])('takes %j', (text, bytesPerSecond) => {
  expect(linkSpeedSchema.parse(text)).toBe(bytesPerSecond);
});

it.each(['10', '10 GB', 'fast', '0Gbit', '-1Gbit', '10gbit'])('refuses %j', (text) => {
  expect(linkSpeedSchema.safeParse(text).success).toBe(false);
});

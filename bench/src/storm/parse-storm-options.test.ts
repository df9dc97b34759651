import { expect, test } from 'vitest';
import { parseStormOptions } from './parse-storm-options.ts';

test('without words it is ten thousand machines with an image of one MiB each', () => {
  expect(parseStormOptions([])).toEqual({
    asks: 'storm',
    options: {
      ...{ machines: 10_000, imageBytes: 1_048_576, sockets: 256 },
      ...{ cpuProfileFolder: null, linkSpeed: null, faults: null },
    },
  });
});

test('every number can be set', () => {
  expect(
    parseStormOptions([
      '--machines',
      '200',
      '--image-size=20KiB',
      '--sockets',
      '8',
      '--cpu-prof',
      'here',
      '--link-speed',
      '1Gbit',
    ]),
  ).toEqual({
    asks: 'storm',
    options: {
      ...{ machines: 200, imageBytes: 20_480, sockets: 8 },
      ...{ cpuProfileFolder: 'here', linkSpeed: '1Gbit', faults: null },
    },
  });
});

test('all that is wrong is named at once', () => {
  expect(
    parseStormOptions(['--machines', '0', '--image-size', 'big', '--sockets', '1.5', '--link-speed', 'fast']),
  ).toEqual({
    asks: 'refusal',
    message: [
      '--machines "0": is not a whole number from 1 to 30000',
      '--image-size "big": is not a size like 512KiB, 1MiB or 200MiB',
      '--sockets "1.5": is not a whole number from 1 to 4096',
      '--link-speed "fast": is not a speed like 1Gbit or 100Mbit',
    ].join('\n'),
  });
});

test('a flag that does not exist is refused', () => {
  expect(parseStormOptions(['--machine', '5'])).toMatchObject({ asks: 'refusal' });
});

test.each([['--help'], ['-h']])('%s teaches', (flag) => {
  expect(parseStormOptions([flag])).toEqual({ asks: 'page' });
});

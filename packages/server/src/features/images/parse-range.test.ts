import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRange } from './parse-range.ts';

const part = (from: number, to: number) => ({ kind: 'part', range: { from, to } });
const WHOLE = { kind: 'whole' };
const UNSATISFIABLE = { kind: 'unsatisfiable' };

describe('parseRange of a file of 10000 bytes', () => {
  it.each([
    // The examples of RFC 9110 §14.1.2.
    ['bytes=0-499', part(0, 500)],
    ['bytes=500-999', part(500, 1000)],
    ['bytes=-500', part(9500, 10000)],
    ['bytes=9500-', part(9500, 10000)],
    ['bytes=0-0,-1', WHOLE],
    ['bytes= 0-999, 4500-5499, -1000', WHOLE],
    ['bytes=500-700,601-999', WHOLE],
    // Its rules.
    ['bytes=0-', part(0, 10000)],
    ['bytes=9999-9999', part(9999, 10000)],
    ['bytes=9999-99999', part(9999, 10000)],
    ['bytes=-20000', part(0, 10000)],
    ['bytes=10000-', UNSATISFIABLE],
    ['bytes=10000-10001', UNSATISFIABLE],
    ['bytes=-0', UNSATISFIABLE],
    ['bytes=99999999999999999999999999-', UNSATISFIABLE],
    ['bytes=5-4', WHOLE],
    ['BYTES=0-4', part(0, 5)],
    ['bytes=0-4,', part(0, 5)],
    ['bytes= 0-4', part(0, 5)],
    ['bytes=', WHOLE],
    ['bytes=-', WHOLE],
    ['bytes=a-b', WHOLE],
    ['bytes=0x1-5', WHOLE],
    ['bytes=1.5-5', WHOLE],
    ['bytes=--5', WHOLE],
    ['bytes 0-4', WHOLE],
    ['lines=0-4', WHOLE],
    ['', WHOLE],
    [undefined, WHOLE],
  ])('%s', (header, expected) => {
    expect(parseRange(header, 10_000)).toEqual(expected);
  });

  it.each([
    ['bytes=0-0', UNSATISFIABLE],
    ['bytes=-5', WHOLE],
    ['bytes=-0', UNSATISFIABLE],
  ])('of an empty file: %s', (header, expected) => {
    expect(parseRange(header, 0)).toEqual(expected);
  });

  it('gives a part that lies within the file, or none', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.nat(),
        fc.option(fc.nat()),
        fc.option(fc.nat()),
        (noise, size, first, last) => {
          for (const header of [`bytes=${first ?? ''}-${last ?? ''}`, noise, `bytes=${noise}`]) {
            const requested = parseRange(header, size);
            if (requested.kind !== 'part') continue;
            expect(requested.range.from).toBeGreaterThanOrEqual(0);
            expect(requested.range.from).toBeLessThan(requested.range.to);
            expect(requested.range.to).toBeLessThanOrEqual(size);
          }
        },
      ),
    );
  });
});

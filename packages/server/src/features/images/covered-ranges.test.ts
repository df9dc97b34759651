import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cover, maxRanges, nothingCovered, type CoveredRanges } from './covered-ranges.ts';
import type { ByteRange } from './parse-range.ts';

const coverAll = (ranges: readonly ByteRange[]): CoveredRanges => ranges.reduce(cover, nothingCovered);

const someRange = fc.tuple(fc.nat(200), fc.nat(40)).map(([from, length]) => ({ from, to: from + length }));

describe('cover', () => {
  it('joins what overlaps or touches', () => {
    const covered = coverAll([
      { from: 0, to: 10 },
      { from: 20, to: 30 },
      { from: 40, to: 50 },
      { from: 10, to: 20 },
      { from: 25, to: 45 },
    ]);
    expect(covered).toEqual({ ranges: [{ from: 0, to: 50 }], coveredBytes: 50 });
  });

  it('agrees with a set of byte numbers, in any order', () => {
    fc.assert(
      fc.property(fc.array(someRange, { maxLength: 40 }), fc.nat(), (ranges, turn) => {
        const bytes = new Set(
          ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)),
        );
        const at = ranges.length === 0 ? 0 : turn % ranges.length;
        const turned = [...ranges.slice(at), ...ranges.slice(0, at)].toReversed();
        expect(coverAll(ranges).coveredBytes).toBe(bytes.size);
        expect(coverAll(turned)).toEqual(coverAll(ranges));
      }),
    );
  });

  it('remembers a bounded number of islands and then counts too little, never too much', () => {
    const islands = Array.from({ length: maxRanges + 5 }, (_, i) => ({ from: i * 10, to: i * 10 + 1 }));
    const full = coverAll(islands);
    expect(full.ranges).toHaveLength(maxRanges);
    expect(full.coveredBytes).toBe(maxRanges);
    expect(cover(full, { from: 0, to: 100_000 })).toEqual({
      ranges: [{ from: 0, to: 100_000 }],
      coveredBytes: 100_000,
    });
  });
});

import type { ByteRange } from './parse-range.ts';

/** Which bytes of a file have been sent at least once: disjoint ranges that do not touch, in order. */
export type CoveredRanges = {
  readonly ranges: readonly ByteRange[];
  readonly coveredBytes: number;
};

export const nothingCovered: CoveredRanges = { ranges: [], coveredBytes: 0 };

/**
 * A download in order, however often it is resumed, stays one range. Only a client that jumps about makes many;
 * beyond this number a new island is not counted: what is said to be covered always was sent.
 */
export const maxRanges = 1024;

export function cover(covered: CoveredRanges, added: ByteRange): CoveredRanges {
  const { ranges, coveredBytes } = covered;
  if (added.from >= added.to) return covered;
  const start = firstThat(ranges, (range) => range.to >= added.from);
  const end = firstThat(ranges, (range) => range.from > added.to);
  const touched = ranges.slice(start, end);
  if (touched.length === 0 && ranges.length >= maxRanges) return covered;
  const merged = {
    from: Math.min(added.from, touched.at(0)?.from ?? Infinity),
    to: Math.max(added.to, touched.at(-1)?.to ?? 0),
  };
  const alreadyCovered = touched.reduce((sum, range) => sum + range.to - range.from, 0);
  return {
    ranges: [...ranges.slice(0, start), merged, ...ranges.slice(end)],
    coveredBytes: coveredBytes + merged.to - merged.from - alreadyCovered,
  };
}

/** The index of the first range for which the test holds, given that it then holds for all after it. */
function firstThat(ranges: readonly ByteRange[], test: (range: ByteRange) => boolean): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const range = ranges[middle];
    if (range !== undefined && test(range)) high = middle;
    else low = middle + 1;
  }
  return low;
}

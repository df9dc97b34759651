import { array, assert, integer, nat, property } from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { DownloadLine } from './download-line.ts';

let nowMs = 0;
const gigabyte = 1e9;
/** 1 GB/s: 60 GB are through in a minute. */
const tenGbit = (): DownloadLine => new DownloadLine(gigabyte, () => nowMs);
const ask = (line: DownloadLine, machineId: number, sizeBytes = 20 * gigabyte, sinceMs = machineId) =>
  line.ask({ machineId, sizeBytes, sinceMs });

beforeEach(() => {
  nowMs = 1_000_000;
});

describe('DownloadLine', () => {
  it('lets everybody go at once where nobody told how fast the link is', () => {
    const line = new DownloadLine(null, () => nowMs);
    for (let id = 1; id <= 1000; id += 1) expect(ask(line, id)).toEqual({ kind: 'go' });
    expect(line.figures).toEqual({ fetching: 0, waiting: 0 });
  });

  it('lets as many go as are through in a minute together, four at least, and tells the others their places', () => {
    const small = tenGbit();
    const turns = Array.from({ length: 70 }, (_, index) => ask(small, index + 1, gigabyte));
    expect(turns.filter(({ kind }) => kind === 'go')).toHaveLength(60);
    expect(turns[60]).toEqual({ kind: 'wait', place: 1, waiting: 1, readyInMs: 1000, askAgainMs: 5000 });
    expect(turns[69]).toEqual({ kind: 'wait', place: 10, waiting: 10, readyInMs: 10_000, askAgainMs: 5000 });
    const large = tenGbit();
    expect([1, 2, 3, 4, 5].map((id) => ask(large, id, 600 * gigabyte).kind)).toEqual([
      ...['go', 'go', 'go', 'go', 'wait'],
    ]);
  });

  it('says the same to who asks again, and lets who may go ask as often as it likes', () => {
    const line = tenGbit();
    for (const id of [1, 2, 3, 4, 5, 6]) ask(line, id);
    expect(ask(line, 1)).toEqual({ kind: 'go' });
    expect(ask(line, 6)).toMatchObject({ place: 2, waiting: 2 });
    expect(ask(line, 6)).toMatchObject({ place: 2, waiting: 2 });
    expect(line.figures).toEqual({ fetching: 4, waiting: 2 });
  });

  it('keeps the room that becomes free for who is first, and gives it to nobody behind', () => {
    const line = tenGbit();
    for (const id of [1, 2, 3, 4, 5, 6]) ask(line, id);
    line.sent(1, 20 * gigabyte, 20 * gigabyte);
    expect(ask(line, 6)).toMatchObject({ kind: 'wait', place: 2 });
    expect(ask(line, 5)).toEqual({ kind: 'go' });
    expect(ask(line, 6)).toMatchObject({ kind: 'wait', place: 1, waiting: 1 });
  });

  it('gives the place of a dead download to the next after two minutes of silence, and not before', () => {
    const line = tenGbit();
    for (const id of [1, 2, 3, 4, 5]) ask(line, id);
    nowMs += 60_000;
    for (const id of [2, 3, 4]) line.sent(id, 1000, 20 * gigabyte);
    expect(ask(line, 5).kind).toBe('wait');
    nowMs += 60_000;
    expect(ask(line, 5)).toEqual({ kind: 'go' });
    expect(line.figures).toEqual({ fetching: 4, waiting: 0 });
  });

  it('forgets a machine that stops asking, so that nobody waits behind it', () => {
    const line = tenGbit();
    for (const id of [1, 2, 3, 4, 5, 6]) ask(line, id);
    for (const id of [1, 2, 3, 4]) line.sent(id, 1000, 20 * gigabyte);
    nowMs += 30_000;
    expect(ask(line, 6)).toMatchObject({ place: 2, waiting: 2 });
    nowMs += 30_000;
    expect(ask(line, 6)).toMatchObject({ place: 1, waiting: 1 });
  });

  it('keeps the order in which they came over a restart', () => {
    const line = tenGbit();
    for (const id of [11, 12, 13, 14]) line.sent(id, 1000, 20 * gigabyte);
    expect(ask(line, 3, undefined, 300)).toMatchObject({ place: 1 });
    expect(ask(line, 1, undefined, 100)).toMatchObject({ place: 1 });
    expect(ask(line, 2, undefined, 200)).toMatchObject({ place: 2 });
    expect(ask(line, 3, undefined, 300)).toMatchObject({ place: 3, waiting: 3 });
  });

  it('expects as much as has been leaving lately', () => {
    const line = tenGbit();
    for (const id of [1, 2, 3, 4, 5]) ask(line, id, 100 * gigabyte);
    expect(ask(line, 5, 100 * gigabyte)).toMatchObject({ readyInMs: 100_000 });
    line.sent(1, 2 * gigabyte, 100 * gigabyte);
    nowMs += 10_000;
    expect(ask(line, 5, 100 * gigabyte)).toMatchObject({ readyInMs: 490_000, askAgainMs: 60_000 });
  });

  it('never lets more fetch than the link carries, and serves everybody in the end, in whatever order they ask', () => {
    const size = integer({ min: 1, max: 30 }).map((count) => count * gigabyte);
    assert(
      property(array(size, { minLength: 1, maxLength: 40 }), nat(), (sizes, chance) => {
        nowMs = 1_000_000;
        const line = tenGbit();
        const fetching = new Map<number, number>();
        const waiting = new Set(sizes.keys());
        for (let round = 0; waiting.size > 0; round += 1) {
          expect(round).toBeLessThan(sizes.length + 1);
          const order = [...waiting].toSorted((a, b) => ((a * 7 + chance) % 11) - ((b * 7 + chance) % 11));
          for (const id of [...order, ...order]) {
            if (!waiting.has(id) || ask(line, id, sizes[id]).kind === 'wait') continue;
            waiting.delete(id);
            fetching.set(id, sizes[id] ?? 0);
          }
          const together = [...fetching.values()].reduce((sum, bytes) => sum + bytes, 0);
          expect(fetching.size <= 4 || together <= 60 * gigabyte).toBe(true);
          expect(fetching.size).toBeGreaterThan(0);
          for (const [id, bytes] of fetching) line.sent(id, bytes, bytes);
          fetching.clear();
          nowMs += 5000;
        }
      }),
      { numRuns: 50 },
    );
  });
});

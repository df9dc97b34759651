import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { planFat } from '../fat/plan-fat.ts';
import { finishDraft, openDraft, place } from './draft.ts';
import type { Plan } from './plan.ts';
import { readAt } from './read-at.ts';
import { slot } from './slot.ts';
import { streamPlan } from './stream-plan.ts';

const counting = Uint8Array.from({ length: 700 }, (_, index) => index & 0xff);
const reader = {
  kind: 'reader' as const,
  sizeBytes: 700,
  readAt: (at: number, size: number) => counting.slice(at, at + size),
};

function samplePlan(): Plan {
  const draft = openDraft();
  place(draft, 1000, 'bytes', counting);
  place(draft, 100, 'reader', reader);
  place(draft, 1700, 'slot', slot('s', 50));
  return finishDraft(draft, 2000);
}

const whole = new Uint8Array(2000);
whole.set(counting, 100);
whole.set(counting, 1000);
whole.fill(0x0a, 1700, 1750);

test('any piece of an image is the same piece of the whole', () => {
  const plan = samplePlan();
  expect(readAt(plan, 0, 2000)).toEqual(whole);
  fc.assert(
    fc.property(fc.nat(2100), fc.nat(2100), (offset, size) => {
      expect(readAt(plan, offset, size)).toEqual(whole.slice(offset, offset + size));
    }),
  );
});

test('a stream has the same bytes, whatever the range and the size of its chunks', () => {
  const plan = samplePlan();
  fc.assert(
    fc.property(
      fc.nat(2100),
      fc.nat(2100),
      fc.integer({ min: 1, max: 900 }),
      (fromBytes, toBytes, chunkBytes) => {
        const chunks = [...streamPlan(plan, { fromBytes, toBytes, chunkBytes })];
        expect(Buffer.concat(chunks).equals(whole.slice(fromBytes, Math.max(fromBytes, toBytes)))).toBe(true);
        expect(chunks.every((chunk) => chunk.length > 0 && chunk.length <= chunkBytes)).toBe(true);
      },
    ),
  );
});

test('a file that has become shorter than it was breaks off the image, instead of leaving zeros in it', () => {
  const short = { ...reader, readAt: () => new Uint8Array(3) };
  const outcome = planFat({
    label: '',
    volumeId: 0,
    epochSeconds: 1_700_000_000,
    files: [{ path: 'a', content: short }],
  });
  if (outcome.kind === 'refused') throw new Error('refused');
  const { plan } = outcome;
  expect(() => readAt(plan, 0, plan.sizeBytes)).toThrow(
    'cannot read file a: its reader gave 3 of 700 bytes at 0',
  );
});

test('offsets and sizes that are no whole numbers of 0 or more are a RangeError', () => {
  for (const [offset, size] of [
    [-1, 5],
    [0.5, 5],
    [0, -1],
    [0, Number.NaN],
  ] as const) {
    expect(() => readAt(samplePlan(), offset, size)).toThrow(RangeError);
  }
});

test('extents that overlap are a RangeError when the plan is made', () => {
  const draft = openDraft();
  place(draft, 0, 'first', counting);
  place(draft, 699, 'second', counting);
  expect(() => finishDraft(draft, 4096)).toThrow('second at 699 overlaps what ends at 700');
});

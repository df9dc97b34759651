import { expect, test } from 'vitest';
import { planIso } from '../iso/plan-iso.ts';
import { planFat } from '../fat/plan-fat.ts';
import type { PlanOutcome } from '../outcome.ts';
import type { Plan } from './plan.ts';
import { readAt } from './read-at.ts';
import { replaceSlot } from './replace-slot.ts';
import { slot } from './slot.ts';

const epochSeconds = 1_700_000_000;
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const script = slot('script', 1024, ascii('#######\n'));

function planOf(outcome: PlanOutcome): Plan {
  if (outcome.kind === 'refused') throw new Error('refused');
  return outcome.plan;
}

function template(): Plan {
  const files = [{ path: 'autoexec.ipxe', content: script }];
  const volume = planOf(planFat({ label: 'EFI', volumeId: 1, epochSeconds, files }));
  return planOf(planIso({ volumeId: 'TEMPLATE', epochSeconds, files, uefi: { image: volume } }));
}

test("two machines' images differ only inside the slot, at both places where it stands", () => {
  const plan = template();
  const one = planOf(replaceSlot(plan, 'script', ascii('#!ipxe\necho one\n')));
  const two = planOf(replaceSlot(plan, 'script', ascii('#!ipxe\necho two!!\n')));
  const [oneBytes, twoBytes] = [readAt(one, 0, one.sizeBytes), readAt(two, 0, two.sizeBytes)];
  const places = plan.extents
    .filter(({ source }) => source.kind === 'slot')
    .map(({ offsetBytes }) => offsetBytes);
  expect(places).toHaveLength(2);
  const differing = [...oneBytes.keys()].filter((at) => oneBytes[at] !== twoBytes[at]);
  const inSlot = [12, 13, 14, 15, 16, 17];
  expect(differing).toEqual(places.flatMap((place) => inSlot.map((at) => place + at)));
});

test('what a slot has room for behind its bytes is padding, aligned to the start of the slot', () => {
  const plan = planOf(replaceSlot(template(), 'script', ascii('#!ipxe\nexit\n')));
  const [place = 0] = plan.extents.flatMap(({ source, offsetBytes }) =>
    source.kind === 'slot' ? [offsetBytes] : [],
  );
  const text = String.fromCharCode(...readAt(plan, place, 1024));
  expect(text).toBe(`#!ipxe\nexit\n###\n${'#######\n'.repeat(126)}`);
});

test('the template keeps its own bytes, and may be filled again', () => {
  const plan = template();
  const before = readAt(plan, 0, plan.sizeBytes);
  const filled = planOf(replaceSlot(plan, 'script', ascii('x')));
  expect(readAt(plan, 0, plan.sizeBytes)).toEqual(before);
  expect(planOf(replaceSlot(filled, 'script', ascii('y')))).toEqual(
    planOf(replaceSlot(plan, 'script', ascii('y'))),
  );
});

test('too many bytes, and a slot that is not there, are refused with the numbers and names', () => {
  expect(replaceSlot(template(), 'script', new Uint8Array(1025))).toEqual({
    kind: 'refused',
    problems: [{ kind: 'slot-too-small', slot: 'script', sizeBytes: 1025, mostBytes: 1024 }],
  });
  expect(replaceSlot(template(), 'scirpt', new Uint8Array())).toEqual({
    kind: 'refused',
    problems: [{ kind: 'no-slot', slot: 'scirpt', known: ['script'] }],
  });
});

test('one name for two different slots is a RangeError when the image is planned', () => {
  const files = [
    { path: 'a', content: slot('script', 1024) },
    { path: 'b', content: slot('script', 2048) },
  ];
  expect(() => planIso({ volumeId: 'TWO', epochSeconds, files })).toThrow(
    'slot "script" stands at two places with two sizes, paddings or contents',
  );
});

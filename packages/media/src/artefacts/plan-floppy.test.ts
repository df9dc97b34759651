import { readAt, type Plan } from '@netberth/disk-image';
import { expect, test } from 'vitest';
import { planFloppy } from './plan-floppy.ts';

/** 700 sectors of a kernel whose real-mode half has 6. */
const kernel = new Uint8Array(700 * 512 - 1).fill(7);
kernel[0x1f1] = 5;
const script = new Uint8Array(1000).fill(0x0a);

function floppyOf(kernelBytes: Uint8Array): Plan {
  const planned = planFloppy({
    ...{ label: 'NETBERTH', volumeId: 0x1234_5678, epochSeconds: 1_767_225_600 },
    files: [
      { path: 'ipxe.lkrn', content: kernelBytes },
      { path: 'autoexec.ipxe', content: script },
    ],
  });
  if (planned.kind === 'refused') throw new Error(JSON.stringify(planned.problems));
  return planned.plan;
}
const words = (plan: Plan, at: number, count: number): number[] => {
  const bytes = readAt(plan, at, count * 2);
  return Array.from(
    { length: count },
    (_, index) => (bytes[index * 2] ?? 0) + 256 * (bytes[index * 2 + 1] ?? 0),
  );
};

test('a floppy says of itself what drives and mtools expect', () => {
  const plan = floppyOf(kernel);
  expect(plan.sizeBytes).toBe(1_474_560);
  expect([...readAt(plan, 0, 3)]).toEqual([0xeb, 0x3c, 0x90]);
  expect([readAt(plan, 21, 1)[0], ...words(plan, 24, 2), readAt(plan, 36, 1)[0]]).toEqual([0xf0, 18, 2, 0]);
  expect([...readAt(plan, 510, 2), ...readAt(plan, 512, 3)]).toEqual([0x55, 0xaa, 0xf0, 0xff, 0xff]);
});

test('its loader knows where the two files are, and puts them where Linux’ boot protocol has them', () => {
  const plan = floppyOf(kernel);
  const sectorOf = (name: string) =>
    (plan.extents.find(({ what }) => what === `file ${name}`)?.offsetBytes ?? 0) / 512;
  const first = sectorOf('ipxe.lkrn');
  expect(words(plan, 0x161, 1)).toEqual([1000]);
  expect(words(plan, 0x163, 9)).toEqual([
    ...[first, 6, 0x0900],
    ...[first + 6, 694, 0x1000],
    ...[sectorOf('autoexec.ipxe'), 2, 0x8000],
  ]);
});

test('what has no room on a floppy is refused', () => {
  const files = [{ path: 'ipxe.lkrn', content: new Uint8Array(1_474_560) }];
  expect(planFloppy({ label: 'X', volumeId: 1, epochSeconds: 1_767_225_600, files })).toMatchObject({
    kind: 'refused',
    problems: [{ kind: 'image-full', sizeBytes: 1_474_560 }],
  });
});

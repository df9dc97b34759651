import { describePlan, readAt, type Plan, type PlanOutcome } from '@netberth/disk-image';
import { expect, test } from 'vitest';
import { parseMediumWay } from '../network/parse-medium-way.ts';
import type { MediumOrder } from '../script/medium-order.ts';
import { mediumScript } from '../script/medium-script.ts';
import { fillMedium } from './fill-medium.ts';
import { firmwareLacks } from './firmware-lacks.ts';
import { loaderFilesOf } from './firmware-set.ts';
import { planTemplate, type TemplateInput } from './plan-template.ts';

const firmwares = ['bios', 'uefi', 'uefi-arm64'] as const;
/** Files that pass for loaders: isolinux.bin with the signature that hybrid images need. */
const loaders = new Map(
  loaderFilesOf([...firmwares, 'secureboot']).map((file) => [file, new Uint8Array(4096).fill(file.length)]),
);
loaders.set('isohdpfx.bin', new Uint8Array(432));
loaders.get('isolinux.bin')?.set([0xfb, 0xc0, 0x78, 0x70], 64);

const order = orderOf('http://192.0.2.1:8080');
function orderOf(bootUrl: string): MediumOrder {
  const way = parseMediumWay({ ip: [], gateway: [], dns: [], vlan: '12', mac: null, bootUrl });
  if (way.kind === 'refused') throw new Error('refused');
  return {
    id: '17',
    format: 'iso',
    network: way.network,
    target: way.target,
    goesTo: 'bootstrap',
    waitSeconds: 90,
    key: null,
  };
}

function planOf(outcome: PlanOutcome): Plan {
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems));
  return outcome.plan;
}
const template = (more: Partial<TemplateInput> = {}) =>
  planTemplate({ firmwares, format: 'iso', label: 'NETBERTH', loaders, ...more });
const filesOf = (plan: Plan): string[] =>
  [...describePlan(plan).matchAll(/ (?:UEFI image: )?file (?!allocation).*/g)].map((match) =>
    match[0].trim(),
  );

test('a medium has what its firmwares need, and the script in both trees', () => {
  expect(filesOf(planOf(template()))).toEqual([
    'file ipxe.lkrn',
    'file isolinux.bin',
    'file isolinux.cfg',
    'file ldlinux.c32',
    'UEFI image: file EFI/BOOT/BOOTAA64.EFI',
    'UEFI image: file EFI/BOOT/BOOTX64.EFI',
    'UEFI image: file autoexec.ipxe',
    'file autoexec.ipxe',
  ]);
  expect(filesOf(planOf(template({ firmwares: ['secureboot'] })))).toEqual([
    'UEFI image: file EFI/BOOT/BOOTX64.EFI',
    'UEFI image: file EFI/BOOT/ipxe.efi',
    'UEFI image: file autoexec.ipxe',
    'file autoexec.ipxe',
  ]);
  expect(filesOf(planOf(template({ firmwares: ['bios'] })))).not.toContain('UEFI image: file autoexec.ipxe');
});

test('two media of one template differ only in the scripts, and the same order gives the same bytes', () => {
  const plan = planOf(template());
  const one = planOf(fillMedium(plan, order));
  const two = planOf(fillMedium(plan, { ...order, id: '18' }));
  const bytes = (medium: Plan) => readAt(medium, 0, medium.sizeBytes);
  expect(Buffer.compare(bytes(one), bytes(planOf(fillMedium(plan, order))))).toBe(0);
  const slots = plan.extents.filter(({ source }) => source.kind === 'slot');
  const isInSlot = (at: number) =>
    slots.some(({ offsetBytes, sizeBytes }) => at >= offsetBytes && at < offsetBytes + sizeBytes);
  const [first, second] = [bytes(one), bytes(two)];
  const differing = [...first.keys()].filter((at) => first[at] !== second[at]);
  expect(differing.length).toBeGreaterThan(0);
  expect(differing.every(isInSlot)).toBe(true);
});

test('a script that does not fit is refused with its bytes', () => {
  const long = orderOf(`http://192.0.2.1/${'a'.repeat(5000)}`);
  expect(fillMedium(planOf(template()), long)).toMatchObject({
    kind: 'refused',
    problems: [{ kind: 'slot-too-small', sizeBytes: mediumScript(long).length, mostBytes: 16_384 }],
  });
});

test('what an iPXE lacks for this medium is named', () => {
  const can = { commands: ['iflinkwait'], features: ['autoexec', 'https'] };
  expect(firmwareLacks(order, [{ file: 'ipxe.efi', platform: 'efi', can }])).toEqual([
    'ipxe.efi has no VLAN: install another with `netberth firmware install`',
  ]);
  expect(firmwareLacks(order, [{ file: 'ipxe.efi', platform: 'efi', can: null }])).toEqual([]);
});

import { expect, test } from 'vitest';
import { planIso } from '../iso/plan-iso.ts';
import type { IsoInput } from '../iso/iso-input.ts';
import { describePlan } from './describe-plan.ts';
import { planFat } from '../fat/plan-fat.ts';

const epochSeconds = 1_700_000_000;
const files = [
  { path: 'docs/read me.txt', content: new Uint8Array(3000) },
  { path: 'a', content: new Uint8Array(1) },
];

function describe(input: Partial<IsoInput>): string {
  const outcome = planIso({ volumeId: 'TEST', epochSeconds, files, ...input });
  if (outcome.kind === 'refused') throw new Error('refused');
  return describePlan(outcome.plan);
}

test('a plan says of every sector what stands there', () => {
  const volume = planFat({
    label: 'EFI',
    volumeId: 1,
    epochSeconds,
    files: [{ path: 'B', content: new Uint8Array(9) }],
  });
  if (volume.kind === 'refused') throw new Error('refused');
  const usb = { diskGuid: '4e657462-6572-4468-8000-000000000001' };
  expect(describe({ uefi: { image: volume.plan }, usb })).toBe(`\
         0        512  protective MBR
         1         92  GPT header
         2      16384  GPT entries
        64       2048  primary volume descriptor
        68       2048  El Torito boot record
        72       2048  Joliet volume descriptor
        76       2048  end of the volume descriptors
        80         64  El Torito boot catalogue
        84         22  primary path table, little-endian
        88         22  primary path table, big-endian
        92       2048  primary folder /
        96       2048  primary folder /docs
       100        237  Rock Ridge of /
       104         26  Joliet path table, little-endian
       108         26  Joliet path table, big-endian
       112       2048  Joliet folder /
       116       2048  Joliet folder /docs
       120          1  file a
       124       3000  file docs/read me.txt
       136        512  UEFI image: FAT boot sector
       137          5  UEFI image: file allocation table 1
       138          5  UEFI image: file allocation table 2
       139         64  UEFI image: folder /
       171          9  UEFI image: file B
       203      16384  backup of the GPT entries
       235         92  backup of the GPT header
       236          0  end
`);
});

test('planning twice, and the files in another order, give the same plan', () => {
  const plan = planIso({ volumeId: 'TEST', epochSeconds, files });
  expect(planIso({ volumeId: 'TEST', epochSeconds, files })).toEqual(plan);
  expect(planIso({ volumeId: 'TEST', epochSeconds, files: files.toReversed() })).toEqual(plan);
});

test('without Joliet and Rock Ridge nothing of them is in the image', () => {
  const plain = [{ path: 'a', content: new Uint8Array(1) }];
  expect(describe({ files: plain, joliet: false, rockRidge: false })).toBe(`\
        64       2048  primary volume descriptor
        68       2048  end of the volume descriptors
        72         10  primary path table, little-endian
        76         10  primary path table, big-endian
        80       2048  primary folder /
        84          1  file a
        88          0  end
`);
});

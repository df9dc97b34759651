import type { DiscContent } from '../disc-content.ts';
import { systemMib } from '../memory-need.ts';
import type { DiscPlace, FoundDisc } from '../recognised-disc.ts';

/** What people may ask for, whatever is on the disc. */
export type WholeWay = 'memdisk' | 'sanboot';

/** Steps of the axis `ram` of the product, in MiB. */
const ramSteps = [256, 512, 1024, 1536, 2048, 3072, 4096];
/** iPXE on BIOS has what is below 4 GiB, and the firmware takes a part of that. */
const mostMemdiskMib = 3072;

const lostDisc =
  'Once the kernel of the system has drivers of its own, it does not see this disc any more, because only the firmware knows of it: a system that needs more than its kernel and initrd from the disc stops there. DOS, memory tests, firmware updates and what lies whole in its initrd work.';

/** A disc as a whole: in memory on BIOS, on UEFI as a disk over the network. null: nothing on it starts. */
export function wholeDisc(content: DiscContent, place: DiscPlace, wanted: WholeWay | null): FoundDisc | null {
  const { boots } = content.disc;
  const isForBios = boots.some(({ firmware }) => firmware === 'bios');
  const isForEfi = boots.some(({ firmware }) => firmware === 'efi');
  if (!isForBios && (!isForEfi || wanted === 'memdisk')) return null;
  const needMib = Math.ceil(content.sizeBytes / 2 ** 20) + systemMib;
  const ramMib = ramSteps.find((step) => step >= needMib);
  const fits = isForBios && ramMib !== undefined && needMib <= mostMemdiskMib;
  const isMemdisk = wanted === 'memdisk' || (wanted === null && fits);
  return {
    kind: isMemdisk ? 'memdisk' : 'sanboot',
    how: howOf(isMemdisk, isForEfi, wanted !== null),
    boot: {
      product: 'disc-image',
      choice: isMemdisk
        ? { way: isForEfi ? 'both' : 'memory', ram: String(ramMib ?? 4096) }
        : { way: 'network' },
      inputs: { iso: place.url },
      args: [],
    },
    parts: [],
    isFetchedWhole: true,
    notes: [
      ...(isMemdisk ? [`A machine needs ${ramMib ?? needMib} MiB of RAM: the disc lies in it.`] : []),
      ...(wanted === null && isForBios && !fits
        ? [`It is too large for memdisk, which holds the disc in memory below 4 GiB.`]
        : []),
      ...(isForEfi ? [] : ['It starts on BIOS only: there is nothing for UEFI on it.']),
      ...(isForBios ? [] : ['It starts on UEFI only: there is nothing for BIOS on it.']),
      lostDisc,
    ],
  };
}

function howOf(isMemdisk: boolean, isForEfi: boolean, isWanted: boolean): string {
  const because = isWanted ? 'as you say, it is' : 'nothing on it is known, so it is';
  const network = 'as a disk over the network (sanboot), piece by piece';
  if (!isMemdisk) return `${because} started as it is: ${network}`;
  return `${because} started as it is: in memory by memdisk on BIOS${isForEfi ? `, on UEFI ${network}` : ''}`;
}

import { isEnoughRam, ramSteps, type MachineAbilities, type Platform } from '@netberth/catalogue';
import type { Feature } from '@netberth/ipxe';
import { textOf, type Query } from './told-platform.ts';

/** What builds of iPXE can do, by the version that they tell; null: it is none that is known. */
export type KnownBuilds = (
  version: string,
  platform: 'pcbios' | 'efi',
  architecture: string,
) => ReadonlySet<Feature> | null;

export type ToldAbilities = {
  readonly abilities: MachineAbilities;
  /** Machines that tell the same have the same; there are few of them. */
  readonly key: string;
};

/** What a request tells of its machine: `ram` and `secure` (menu-script.ts), and the version of its iPXE by the user agent. */
export function toldAbilities(
  query: Query,
  userAgent: string | undefined,
  platform: Platform | null,
  builds: KnownBuilds,
): ToldAbilities {
  const version = /^iPXE\/(\S{1,100})$/.exec(userAgent ?? '')?.[1] ?? null;
  const firmware = platform?.firmware === 'efi' ? 'efi' : 'pcbios';
  const features = version === null || platform === null ? null : builds(version, firmware, platform.arch);
  const told = toldRam(textOf(query, 'ram') ?? '');
  const ramMiB = told === null ? null : stepOf(told);
  const isSecureBoot = textOf(query, 'secure') === '01';
  return {
    abilities: { features, ramMiB, isSecureBoot },
    key: [features === null ? '' : version, ramMiB ?? '', isSecureBoot].join(' '),
  };
}

/**
 * `0010.0010..`: the sizes of the memory modules, each as SMBIOS has it (7.18.4, little-endian: MiB, KiB with the highest
 * bit, 0xffff not known, 0x7fff 32 GiB or more). null: not known, or there may be more modules than were asked for.
 */
function toldRam(text: string): number | null {
  const modules = text.split('.');
  if (!modules.every((each) => /^([0-9a-f]{4})?$/i.test(each)) || modules.at(-1) !== '') return null;
  const words = modules
    .filter((each) => each !== '')
    .map((each) => Number.parseInt(each.slice(2) + each.slice(0, 2), 16));
  if (words.length === 0 || words.includes(0xff_ff)) return null;
  return words.reduce((sum, word) => sum + (word > 0x7f_ff ? (word - 0x80_00) / 1024 : word), 0);
}

function stepOf(ramMiB: number): number {
  // A virtual machine of "3 GB" may have 3000 MiB.
  return ramSteps.findLast((step) => isEnoughRam(ramMiB, step)) ?? 0;
}

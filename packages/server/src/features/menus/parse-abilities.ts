import { isEnoughRam, ramSteps, type MachineAbilities, type Platform } from '@netberth/catalogue';
import type { Feature } from '@netberth/ipxe';
import { parseRam } from '../boot/parse-ram.ts';
import { textOf, type Query } from './query-text.ts';

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
export function parseAbilities(
  query: Query,
  userAgent: string | undefined,
  platform: Platform | null,
  builds: KnownBuilds,
): ToldAbilities {
  const version = /^iPXE\/(\S{1,100})$/.exec(userAgent ?? '')?.[1] ?? null;
  const firmware = platform?.firmware === 'efi' ? 'efi' : 'pcbios';
  const features = version === null || platform === null ? null : builds(version, firmware, platform.arch);
  const told = parseRam(textOf(query, 'ram') ?? '');
  const ramMiB = told === null ? null : stepOf(told);
  const isSecureBoot = textOf(query, 'secure') === '01';
  return {
    abilities: { features, ramMiB, isSecureBoot },
    key: [features === null ? '' : version, ramMiB ?? '', isSecureBoot].join(' '),
  };
}

function stepOf(ramMiB: number): number {
  // A virtual machine of "3 GB" may have 3000 MiB.
  return ramSteps.findLast((step) => isEnoughRam(ramMiB, step)) ?? 0;
}

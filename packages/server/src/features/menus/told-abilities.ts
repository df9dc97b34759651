import type { MachineAbilities, Platform } from '@netberth/catalogue';
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

/** RAM is told apart by these: what systems need, in MiB. */
const ramSteps = [0, 256, 512, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 10_240, 12_288, 16_384, 32_768];

/** What a request tells of its machine: `ram`, `secure`, and the version of its iPXE by the user agent. */
export function toldAbilities(
  query: Query,
  userAgent: string | undefined,
  platform: Platform | null,
  builds: KnownBuilds,
): ToldAbilities {
  const version = /^iPXE\/(\S{1,100})$/.exec(userAgent ?? '')?.[1] ?? null;
  const firmware = platform?.firmware === 'efi' ? 'efi' : 'pcbios';
  const features = version === null || platform === null ? null : builds(version, firmware, platform.arch);
  const told = textOf(query, 'ram');
  // Some builds tell a little less than there is.
  const ramMiB = told !== undefined && /^\d{1,9}$/.test(told) ? stepOf(Number(told) * 1.05) : null;
  const isSecureBoot = textOf(query, 'secure') === '01';
  return {
    abilities: { features, ramMiB, isSecureBoot },
    key: [features === null ? '' : version, ramMiB ?? '', isSecureBoot].join(' '),
  };
}

function stepOf(ramMiB: number): number {
  return ramSteps.findLast((step) => step <= ramMiB) ?? 0;
}

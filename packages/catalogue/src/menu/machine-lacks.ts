import type { Feature } from '@netberth/ipxe';
import type { BootSpec } from '../boot-spec.ts';
import { loadedUrls } from '../resolve/boot-files.ts';
import type { StaticBoot } from './static-boots.ts';

/** What is known of a machine that may keep it from starting something. */
export type MachineAbilities = {
  /** Of its iPXE; null: not known, it is taken for one that can do everything. */
  readonly features: ReadonlySet<Feature> | null;
  /** null: not known. */
  readonly ramMiB: number | null;
  /** It starts only programs that somebody has signed. */
  readonly isSecureBoot: boolean;
  /** What lies elsewhere too, where it needs nothing but HTTP; not given: nothing does. */
  readonly isNear?: (url: string) => boolean;
};

export const allAbilities: MachineAbilities = { features: null, ramMiB: null, isSecureBoot: false };

/** Firmware keeps some for itself, and graphics cards without memory of their own do too. */
const keptByFirmware = 0.1;

const featureNames: Partial<Record<Feature, string>> = {
  https: 'HTTPS',
  comboot: 'COMBOOT',
  multiboot: 'multiboot',
  'sanboot-http': 'disks over HTTP',
};

/** Why a machine cannot start this, each a few words. */
export function lacksOf(
  { requires, platform, boot }: BootSpec,
  { features, ramMiB, isSecureBoot, isNear = () => false }: MachineAbilities,
): readonly string[] {
  const isAllNear = loadedUrls(boot).every((url) => !url.startsWith('https:') || isNear(url));
  const missing = requires.features.filter(
    (feature) => features !== null && !features.has(feature) && !(feature === 'https' && isAllNear),
  );
  const isSigned = boot.method === 'chain' || (boot.method === 'linux' && boot.shim !== null);
  const { ramMiB: wantedMiB } = requires;
  return [
    ...missing.map((feature) => `needs an iPXE with ${featureNames[feature] ?? feature}`),
    ...(wantedMiB !== null && ramMiB !== null && wantedMiB * (1 - keptByFirmware) > ramMiB
      ? ['needs more RAM than there is']
      : []),
    ...(isSecureBoot && platform.firmware === 'efi' && !isSigned ? ['not with Secure Boot'] : []),
  ];
}

/** What keeps a machine from starting any of these; nothing where there are none. */
export function commonLacks(boots: readonly StaticBoot[], abilities: MachineAbilities): readonly string[] {
  const [first = [], ...others] = boots.flatMap(({ resolution }) =>
    resolution.ok ? [lacksOf(resolution.spec, abilities)] : [],
  );
  return first.filter((lack) => others.every((lacks) => lacks.includes(lack)));
}

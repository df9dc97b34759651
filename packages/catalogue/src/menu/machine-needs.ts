import type { Feature } from '@netberth/ipxe';
import type { BootSpec } from '../boot-spec.ts';

/** What a machine must have to start something, beyond HTTP. */
export type Needs = {
  readonly features: readonly Feature[];
  /** null: it is not known, or little. */
  readonly ramMiB: number | null;
  /** Somebody has signed it, so it starts with Secure Boot too. On BIOS nothing hangs on it. */
  readonly isSigned: boolean;
};

export function needsOf({ requires, boot }: BootSpec): Needs {
  const isSigned = boot.method === 'chain' || (boot.method === 'linux' && boot.shim !== null);
  return { ...requires, isSigned };
}

/** What every one of these needs: who lacks it can start none. Nothing where there are none. */
export function commonNeeds(specs: readonly BootSpec[]): Needs {
  const needs = specs.map(needsOf);
  const rams = needs.map(({ ramMiB }) => ramMiB ?? 0);
  const ramMiB = Math.min(...rams);
  return {
    features: (needs[0]?.features ?? []).filter((feature) =>
      needs.every(({ features }) => features.includes(feature)),
    ),
    ramMiB: ramMiB > 0 && Number.isFinite(ramMiB) ? ramMiB : null,
    isSigned: needs.length === 0 || needs.some(({ isSigned }) => isSigned),
  };
}

/** Firmware keeps some for itself, and graphics cards without memory of their own do too. */
const keptByFirmware = 0.1;

export function isEnoughRam(ramMiB: number, wantedMiB: number): boolean {
  return wantedMiB * (1 - keptByFirmware) <= ramMiB;
}

/** The features that menus mark; every build has the others. */
export const markedFeatures = ['https', 'comboot', 'multiboot', 'sanboot-http'] as const;
export type MarkedFeature = (typeof markedFeatures)[number];

const featureNames: Readonly<Record<MarkedFeature, string>> = {
  https: 'HTTPS',
  comboot: 'COMBOOT',
  multiboot: 'multiboot',
  'sanboot-http': 'disks over HTTP',
};

/** What a menu says of something that a machine cannot start. */
export const lackTexts = {
  feature: (feature: Feature) =>
    `needs an iPXE with ${(featureNames as Partial<Record<Feature, string>>)[feature] ?? feature}`,
  ram: 'needs more RAM than there is',
  signature: 'not with Secure Boot',
} as const;

import type { Feature } from '@netberth/ipxe';
import type { BootSpec } from '../boot-spec.ts';
import { loadedUrls } from '../resolve/boot-files.ts';
import { isEnoughRam, lackTexts, needsOf } from './machine-needs.ts';
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

/** Why a machine cannot start this, each a few words. */
export function lacksOf(
  spec: BootSpec,
  { features, ramMiB, isSecureBoot, isNear = () => false }: MachineAbilities,
): readonly string[] {
  const needs = needsOf(spec);
  const isSigned = needs.isSigned || spec.platform.firmware === 'bios';
  const isAllNear = loadedUrls(spec.boot).every((url) => !url.startsWith('https:') || isNear(url));
  const missing = needs.features.filter(
    (feature) => features !== null && !features.has(feature) && !(feature === 'https' && isAllNear),
  );
  const hasRam = needs.ramMiB === null || ramMiB === null || isEnoughRam(ramMiB, needs.ramMiB);
  return [
    ...missing.map(lackTexts.feature),
    ...(hasRam ? [] : [lackTexts.ram]),
    ...(isSecureBoot && !isSigned ? [lackTexts.signature] : []),
  ];
}

/** What keeps a machine from starting any of these; nothing where there are none. */
export function commonLacks(boots: readonly StaticBoot[], abilities: MachineAbilities): readonly string[] {
  const [first = [], ...others] = boots.flatMap(({ resolution }) =>
    resolution.ok ? [lacksOf(resolution.spec, abilities)] : [],
  );
  return first.filter((lack) => others.every((lacks) => lacks.includes(lack)));
}

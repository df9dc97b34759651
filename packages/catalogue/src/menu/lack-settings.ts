import type { BootSpec } from '../boot-spec.ts';
import { firmwares, type Firmware } from '../platform.ts';
import { commonNeeds, markedFeatures, needsOf, type MarkedFeature, type Needs } from './machine-needs.ts';

/** RAM is told apart by these: what systems need, in MiB. */
export const ramSteps: readonly number[] = [
  ...[256, 512, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 10_240, 12_288, 16_384, 32_768],
];

/**
 * In a menu that no server makes, the machine finds out itself what it lacks (look-script.ts). Each lack is a setting,
 * whose text stands behind what cannot start; it is not set where nothing is lacking.
 */
export const lackSettings = {
  feature: (firmware: Firmware, feature: MarkedFeature) => `nb-${firmware}-no-${feature}`,
  /** @param stepMiB one of `ramSteps` */
  ram: (stepMiB: number) => `nb-less-${stepMiB}`,
  signature: 'nb-unsigned',
} as const;

export const allLackSettings: readonly string[] = [
  ...firmwares.flatMap((firmware) =>
    markedFeatures.map((feature) => lackSettings.feature(firmware, feature)),
  ),
  ...ramSteps.map(lackSettings.ram),
  lackSettings.signature,
];

/** The lacks that keep a machine from starting any of these. */
export function lackSettingsOf(specs: readonly BootSpec[]): readonly string[] {
  const on = (firmware: Firmware) => specs.filter(({ platform }) => platform.firmware === firmware);
  return [
    ...firmwares.flatMap((firmware) => featureSettings(firmware, commonNeeds(on(firmware)))),
    ...ramSettings(commonNeeds(specs)),
    ...(commonNeeds(on('efi')).isSigned ? [] : [lackSettings.signature]),
  ];
}

/** The same of one, in the same words for every firmware, so that boots that are alike stay alike. */
export function lackSettingsOfBoot(spec: BootSpec): readonly string[] {
  const needs = needsOf(spec);
  return [
    ...firmwares.flatMap((firmware) => featureSettings(firmware, needs)),
    ...ramSettings(needs),
    ...(needs.isSigned ? [] : [lackSettings.signature]),
  ];
}

function featureSettings(firmware: Firmware, { features }: Needs): readonly string[] {
  return markedFeatures
    .filter((feature) => features.includes(feature))
    .map((feature) => lackSettings.feature(firmware, feature));
}

function ramSettings({ ramMiB }: Needs): readonly string[] {
  const stepMiB = ramSteps.findLast((step) => ramMiB !== null && step <= ramMiB);
  return stepMiB === undefined ? [] : [lackSettings.ram(stepMiB)];
}

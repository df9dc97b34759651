import {
  buildVersion,
  capabilitySets,
  comment,
  ipxe,
  label,
  script,
  setting,
  word,
  words,
  type CapabilitySetName,
  type Script,
  type Statement,
} from '@netberth/ipxe';
import { firmwares } from '../platform.ts';
import { lackSettings, ramSteps } from './lack-settings.ts';
import { isEnoughRam, lackTexts, markedFeatures } from './machine-needs.ts';
import { memoryModules } from './memory-modules.ts';

/** A script that finds out what this machine lacks, as far as its iPXE can tell; see `lackSettings`. */
export function lookScript(): Script {
  return script(
    comment('What this machine lacks'),
    featureStatements(),
    ipxe`iseq \${efi/SecureBoot:hexraw} 01 && set ${word(lackSettings.signature)} ${mark(lackTexts.signature)} ||`,
    ramStatements(),
    label('done'),
    ipxe`exit 0`,
  );
}

function mark(text: string) {
  return words(`[${text}]`);
}

/** Of builds that are not known nothing is said. */
function featureStatements(): readonly Statement[] {
  return (Object.keys(capabilitySets) as CapabilitySetName[]).flatMap((build) => {
    const version = buildVersion(build);
    return firmwares.flatMap((firmware) => {
      const { features } = capabilitySets[build][firmware === 'efi' ? 'efi' : 'pcbios'];
      return markedFeatures
        .filter((feature) => !features.has(feature))
        .map(
          (feature) =>
            ipxe`iseq \${nb-firmware}/\${version} ${word(`${firmware}/${version}`)} && set ${word(lackSettings.feature(firmware, feature))} ${mark(lackTexts.feature(feature))} ||`,
        );
    });
  });
}

/** The higher byte of a module's size (SMBIOS 7.18: a word at offset 12, in MiB, little-endian). */
const unitMiB = 256;
const highByte = (module: number) => setting(`smbios/${module}.17.13.1`, 'uint8');

/**
 * Adds the sizes up and jumps to the sum; from there on every step that is more than the sum is one that the machine
 * lacks. A size that the firmware does not know (0xffff), or that is in KiB (highest bit), comes out as plenty. iPXE cannot
 * compare numbers in any other way.
 */
function ramStatements(): readonly Statement[] {
  const lastOf = (step: number) => unitsBelow(step) - 1;
  const labelsUpTo = (last: number, first: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => label(`ram-${first + index}`));
  return [
    ipxe`clear nb-ram ||`,
    ...Array.from({ length: memoryModules }, (_, module) => {
      const byte = highByte(module);
      return ipxe`isset ${byte} && inc nb-ram ${byte} ||`;
    }),
    ipxe`isset ${highByte(memoryModules)} && goto done ||`,
    ipxe`isset \${nb-ram} || goto done`,
    ipxe`goto ram-\${nb-ram} || goto done`,
    ...ramSteps.flatMap((step, index) => [
      ...labelsUpTo(lastOf(step), index === 0 ? 0 : lastOf(ramSteps[index - 1] ?? 0) + 1),
      ipxe`set ${word(lackSettings.ram(step))} ${mark(lackTexts.ram)}`,
    ]),
  ];
}

/** How many numbers of units are too little for this step. */
function unitsBelow(stepMiB: number): number {
  let units = 0;
  while (!isEnoughRam(units * unitMiB, stepMiB)) units += 1;
  return units;
}

import type { MediumFirmware } from '@netberth/api';
import type { LoaderFile } from '../template/firmware-set.ts';

type Loose = { readonly needed: readonly LoaderFile[]; readonly more: readonly LoaderFile[] };

const byFirmware: Readonly<Record<MediumFirmware, Loose>> = {
  bios: { needed: ['ipxe.lkrn'], more: ['undionly.kpxe'] },
  uefi: { needed: ['ipxe.efi'], more: ['snponly.efi'] },
  'uefi-arm64': { needed: ['ipxe-arm64.efi'], more: [] },
  secureboot: { needed: ['shimx64.efi', 'ipxe.efi'], more: [] },
};

/** The loaders that lie beside the script: those that must be there, and those that are a second way of starting. */
export function looseLoadersOf(firmwares: readonly MediumFirmware[]): Loose {
  const all = firmwares.map((firmware) => byFirmware[firmware]);
  return {
    needed: [...new Set(all.flatMap(({ needed }) => needed))],
    more: [...new Set(all.flatMap(({ more }) => more))],
  };
}

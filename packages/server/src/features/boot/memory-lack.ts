import type { BootSpec } from '@netberth/api';
import { isEnoughRam } from '@netberth/catalogue';

/** What may keep a machine from starting something; null: not known. */
export type BootHardware = { readonly ramMib: number | null; readonly firmware: 'bios' | 'efi' | null };

/** How much memory it needs and how much there is, in MiB, where that is too little. */
export function memoryLack(
  spec: BootSpec,
  { ramMib, firmware }: BootHardware,
): { readonly needed: number; readonly ram: number } | null {
  const needed = neededMib(spec, firmware);
  return ramMib === null || isEnoughRam(ramMib, needed) ? null : { needed, ram: ramMib };
}

/** Of an unknown firmware, what either needs at least. */
function neededMib(spec: BootSpec, firmware: BootHardware['firmware']): number {
  switch (spec.method) {
    case 'live':
      return spec.memoryMib;
    case 'choice': {
      const { bios = 0, efi = 0 } = spec.memoryMib ?? {};
      return firmware === null ? Math.min(bios, efi) : { bios, efi }[firmware];
    }
    case 'linux':
    case 'kiwispray':
      return 0;
  }
}

import { uint64le } from '../fields/integers.ts';
import { bootCodeBytes } from './master-boot-record.ts';

const addressAt = 432;

/** syslinux' isohdpfx.bin with the sector of ISOLINUX behind it (syslinux, utils/isohybrid.c, `initialise_mbr`). */
export function hybridBootCode(code: Uint8Array, bootFileSector: number): Uint8Array {
  const bytes = new Uint8Array(bootCodeBytes);
  bytes.set(code);
  bytes.set(uint64le(bootFileSector), addressAt);
  return bytes;
}

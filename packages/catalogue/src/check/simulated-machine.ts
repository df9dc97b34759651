import type { MachineOptions } from '@netberth/ipxe/simulate';
import type { Platform } from '../platform.ts';

/**
 * A machine of this platform for the simulator. On BIOS iPXE itself is for i386 whatever the processor can; what it can
 * is asked by `cpuid`.
 */
export function simulatedMachine({
  firmware,
  arch,
}: Platform): Pick<MachineOptions, 'platform' | 'arch' | 'is64Bit'> {
  return firmware === 'efi'
    ? { platform: 'efi', arch }
    : { platform: 'pcbios', arch: 'i386', is64Bit: arch === 'x86_64' };
}

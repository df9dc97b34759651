import { ipxe, label, word, type Statement } from '@netberth/ipxe';
import type { Platform } from '../platform.ts';

/**
 * Sets `nb-firmware` and `nb-arch`, unless a script before has; `done` is a label of its own.
 *
 * On BIOS any build of iPXE may run on a 64-bit processor, which CPUID tells (0x80000001, EDX bit 29); UEFI starts only
 * programs of its own architecture.
 */
export function findPlatform(done: string): readonly Statement[] {
  return [
    ipxe`isset \${nb-arch} && goto ${word(done)} ||`,
    ipxe`set nb-firmware bios`,
    ipxe`iseq \${platform} efi && set nb-firmware efi ||`,
    ipxe`set nb-arch \${buildarch}`,
    ipxe`iseq \${nb-firmware} efi && goto ${word(done)} ||`,
    ipxe`cpuid --ext 29 && set nb-arch x86_64 || set nb-arch i386`,
    ipxe`set nb-wide \${nb-arch}`,
    label(done),
  ];
}

/** The same for a machine whose platform is known; a person may have taken it for another. */
export function setPlatform({ firmware, arch }: Platform): readonly Statement[] {
  return [
    ipxe`set nb-firmware ${word(firmware)}`,
    ipxe`isset \${nb-arch} || set nb-arch ${word(arch)}`,
    ...(firmware === 'bios' ? [ipxe`set nb-wide ${word(arch)}`] : []),
  ];
}

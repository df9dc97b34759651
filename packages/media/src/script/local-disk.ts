import { ipxe, type Statement } from '@netberth/ipxe';

/**
 * Hand over to the machine's own disk, on the firmware that runs it. UEFI: `exit 1` goes on to the next boot entry.
 * BIOS: started from a stick, that is drive 0x80 itself and the disk comes after it; failing that, `exit` goes on in
 * the firmware's boot order.
 */
export function bootLocalDisk(): Statement[] {
  return [
    ipxe`iseq \${platform} efi && exit 1 ||`,
    ipxe`isset \${netberth_drive} || set netberth_drive 0x80`,
    ipxe`sanboot --no-describe --drive \${netberth_drive} || exit 1`,
  ];
}

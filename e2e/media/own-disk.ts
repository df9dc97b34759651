import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planUsb, streamPlan } from '@netberth/disk-image';
import { expectPlan } from './boot-images.ts';

/** What the disk shows when it is booted. */
export const ownDiskWords = 'THIS IS MY OWN DISK';

/** A disk that says that it was booted, on BIOS by its first sector, on UEFI by an iPXE of its own. */
export function ownDisk(firmware: string, folder: string): string {
  const text = Buffer.from(`\r\n${ownDiskWords}\r\n\0`, 'latin1');
  // Prints what follows by INT 10h up to the zero, then halts.
  const code = Buffer.from('31c08ed8be1a7cfcac84c07409b40ebb0700cd10ebf2f4ebfd9090', 'hex').subarray(0, 26);
  const plan = expectPlan(
    planUsb({
      scheme: 'mbr',
      diskGuid: '4e657462-6572-4468-8000-000000000002',
      bootCode: Buffer.concat([code, text]),
      volume: {
        label: 'OWNDISK',
        volumeId: 1,
        epochSeconds: 1_700_000_000,
        files: [
          { path: 'EFI/BOOT/BOOTX64.EFI', content: readFileSync(join(firmware, 'ipxe.efi')) },
          { path: 'EFI/BOOT/BOOTAA64.EFI', content: readFileSync(join(firmware, 'ipxe-arm64.efi')) },
          { path: 'autoexec.ipxe', content: Buffer.from(`#!ipxe\necho ${ownDiskWords}\nshell\n`) },
        ],
      },
    }),
  );
  const path = join(folder, 'own-disk.raw');
  writeFileSync(path, Buffer.concat([...streamPlan(plan)]));
  return path;
}

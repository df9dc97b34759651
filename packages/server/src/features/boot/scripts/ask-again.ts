import { ipxe, label } from '@netberth/ipxe';
import type { Statement } from '@netberth/ipxe';
import { bootLocalDisk } from './local-disk.ts';
import type { IpxePlatform } from '../ipxe-platform.ts';

/**
 * Ask the server again in ten seconds, ten times in all, then boot the disk: a machine that restarts while the server
 * is in trouble must not hang. The count is an iPXE setting, which lasts from script to script until the restart.
 */
export function askAgain(platform: IpxePlatform): readonly Statement[] {
  return [
    ipxe`isset \${netberth_failures} || set netberth_failures:int32 0`,
    ipxe`inc netberth_failures`,
    ipxe`iseq \${netberth_failures} 11 && goto disk ||`,
    ipxe`echo Netberth: attempt \${netberth_failures} of 10; asking again in 10 seconds`,
    ipxe`sleep 10`,
    ipxe`chain --autofree --replace bootstrap.ipxe || goto disk`,
    label('disk'),
    ...bootLocalDisk(platform),
  ];
}

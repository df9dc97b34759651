import {
  blank,
  comment,
  fillScript,
  ipxe,
  label,
  renderScript,
  script,
  type Statement,
} from '@netberth/ipxe';
import { bootLocalDisk } from './local-disk.ts';

/**
 * A script that brings up a network card unless one is up, and asks the server: ten times with growing pauses
 * (55 s); then the machine boots its disk.
 * @param title said to who reads the script
 * @param asks ask the server; no answer goes to `again`, which comes next
 */
export function askServerScript(title: string, ...asks: readonly Statement[]): string {
  return fillScript(
    renderScript(
      script(
        comment(title),
        ipxe`set attempt:int32 0`,
        blank(),
        label('begin'),
        ipxe`isset \${netX/ip} && goto ask ||`,
        ipxe`isset \${netX/ip6} && goto ask ||`,
        ipxe`dhcp && goto ask ||`,
        ipxe`ifconf --configurator ipv6 && goto ask ||`,
        ipxe`goto again`,
        blank(),
        label('ask'),
        asks,
        blank(),
        label('again'),
        ipxe`inc attempt`,
        ipxe`iseq \${attempt} 11 && goto give_up ||`,
        ipxe`echo Netberth: the server did not answer, attempt \${attempt} of 10; asking again in \${attempt} s`,
        ipxe`sleep \${attempt}`,
        ipxe`goto begin`,
        blank(),
        label('give_up'),
        ipxe`echo Netberth NB1201: the server cannot be reached; this machine boots its own disk`,
        bootLocalDisk('unknown'),
      ),
    ),
    {},
  );
}

import { blank, comment, fillScript, ipxe, label, renderScript, script, urlText } from '@netberth/ipxe';
import { bootLocalDisk } from '../boot/scripts/local-disk.ts';

/**
 * `/firmware/autoexec.ipxe`: iPXE 1.21 and later, started on UEFI, fetches it from beside itself by the firmware's
 * network; its own is not up yet. Brings a network card up and goes on at `/bootstrap.ipxe`; ten attempts with
 * growing pauses (55 s), then the disk. The URL is absolute: `autoexec.ipxe` has none that a reference could follow.
 * @param serverUrl `http://192.0.2.1:8080`, without a path
 */
export function autoexecScript(serverUrl: string): string {
  return fillScript(
    renderScript(
      script(
        comment('Netberth: bring up the network, then ask the server'),
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
        ipxe`chain --autofree --replace ${urlText(`${serverUrl}/bootstrap.ipxe`)} || goto again`,
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

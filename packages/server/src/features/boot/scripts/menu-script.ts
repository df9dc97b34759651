import { ipxe, label, script, setting, urlText, word, words } from '@netberth/ipxe';
import type { Script } from '@netberth/ipxe';
import { bootLocalDisk } from './local-disk.ts';
import type { Platform } from './local-disk.ts';

/** A plain list: the disk first, then the profiles that destroy nothing, then the shell. */
export function menuScript(title: string, profiles: readonly string[], platform: Platform): Script {
  return script(
    label('menu'),
    ipxe`menu Netberth ${words(title)}`,
    ipxe`item disk Boot the local disk`,
    profiles.map((name) => ipxe`item ${word(`profile-${name}`)} ${words(name)}`),
    ipxe`item shell iPXE shell`,
    ipxe`item reboot Restart the machine`,
    ipxe`choose --default disk --timeout 60000 chosen || goto disk`,
    ipxe`goto ${setting('chosen')} || goto menu`,
    profiles
      .map((name) => [
        label(`profile-${name}`),
        ipxe`chain --autofree --replace bootstrap?pick=${urlText(encodeURIComponent(name))}&net0=\${net0/mac:hexhyp}&net1=\${net1/mac:hexhyp}&net2=\${net2/mac:hexhyp}&net3=\${net3/mac:hexhyp}&net4=\${net4/mac:hexhyp}&net5=\${net5/mac:hexhyp}&net6=\${net6/mac:hexhyp}&net7=\${net7/mac:hexhyp}&dhcp_mac=\${netX/mac:hexhyp}&serial=\${serial:uristring}&uuid=\${uuid}&platform=\${platform}&buildarch=\${buildarch} || goto menu`,
      ])
      .flat(),
    label('shell'),
    ipxe`shell ||`,
    ipxe`goto menu`,
    label('reboot'),
    ipxe`reboot`,
    label('disk'),
    bootLocalDisk(platform),
  );
}

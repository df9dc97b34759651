import { blank, comment, fillScript, ipxe, label, renderScript, script } from '@netberth/ipxe';
import { bootLocalDisk } from './local-disk.ts';

/**
 * `/bootstrap.ipxe`: bring up a network card unless one is up, tell the server who this machine is, do what it
 * says. The server is asked ten times with growing pauses (55 s); then the machine boots its disk.
 *
 * The query is relative to where this script came from, so no address of ours stands in it. MACs and UUID are plain
 * hexadecimal; texts of the firmware are percent-encoded by iPXE. `--replace`: what the answer exits with is the end.
 */
export const bootstrapScript: string = fillScript(
  renderScript(
    script(
      comment('Netberth: who is this machine, and what does it boot?'),
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
      ipxe`chain --autofree --replace bootstrap?net0=\${net0/mac:hexhyp}&net1=\${net1/mac:hexhyp}&net2=\${net2/mac:hexhyp}&net3=\${net3/mac:hexhyp}&net4=\${net4/mac:hexhyp}&net5=\${net5/mac:hexhyp}&net6=\${net6/mac:hexhyp}&net7=\${net7/mac:hexhyp}&dhcp_mac=\${netX/mac:hexhyp}&serial=\${serial:uristring}&uuid=\${uuid}&asset=\${asset:uristring}&manufacturer=\${manufacturer:uristring}&product=\${product:uristring}&platform=\${platform}&buildarch=\${buildarch}&cpu=\${cpumodel:uristring}&version=\${version:uristring} || goto again`,
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

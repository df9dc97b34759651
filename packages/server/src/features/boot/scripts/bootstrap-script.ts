import { ipxe, wordsWithSettings } from '@netberth/ipxe';
import { askServerScript } from './ask-server-script.ts';
import { moduleSettings, ramQuery } from './ram-query.ts';

/**
 * `/bootstrap.ipxe`: tell the server who this machine is, do what it says.
 *
 * The query is relative to where this script came from, so no address of ours stands in it. MACs and UUID are plain
 * hexadecimal; texts of the firmware are percent-encoded by iPXE. `medium` and `key` are empty unless a boot medium
 * (packages/media) has set them, and `waiting` unless a script of ours has made the machine wait. `--replace`: what the answer exits with is the end.
 */
export const bootstrapScript: string = askServerScript(
  'Netberth: who is this machine, and what does it boot?',
  ipxe`chain --autofree --replace bootstrap?net0=\${net0/mac:hexhyp}&net1=\${net1/mac:hexhyp}&net2=\${net2/mac:hexhyp}&net3=\${net3/mac:hexhyp}&net4=\${net4/mac:hexhyp}&net5=\${net5/mac:hexhyp}&net6=\${net6/mac:hexhyp}&net7=\${net7/mac:hexhyp}&dhcp_mac=\${netX/mac:hexhyp}&serial=\${serial:uristring}&uuid=\${uuid}&asset=\${asset:uristring}&manufacturer=\${manufacturer:uristring}&product=\${product:uristring}&platform=\${platform}&buildarch=\${buildarch}&cpu=\${cpumodel:uristring}&version=\${version:uristring}&${wordsWithSettings(ramQuery, moduleSettings)}&medium=\${netberth_medium:uristring}&key=\${netberth_key:uristring}&waiting=\${netberth_waiting} || goto again`,
);

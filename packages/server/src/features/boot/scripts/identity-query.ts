import { identityParameters } from '../identity-parameters.ts';

/** The setting of iPXE that has each; `medium` is set by the script of a boot medium (packages/media). */
const settingOf: Readonly<Record<(typeof identityParameters)[number], string>> = {
  net0: 'net0/mac:hexhyp',
  net1: 'net1/mac:hexhyp',
  net2: 'net2/mac:hexhyp',
  net3: 'net3/mac:hexhyp',
  net4: 'net4/mac:hexhyp',
  net5: 'net5/mac:hexhyp',
  net6: 'net6/mac:hexhyp',
  net7: 'net7/mac:hexhyp',
  dhcp_mac: 'netX/mac:hexhyp',
  serial: 'serial:uristring',
  uuid: 'uuid',
  platform: 'platform',
  buildarch: 'buildarch',
  medium: 'netberth_medium:uristring',
};

/** Who this machine is, for a URL of this server: `net0=${net0/mac:hexhyp}&…`. */
export const identityQuery = identityParameters.map((name) => `${name}=\${${settingOf[name]}}`).join('&');

/** The settings of iPXE in it. */
export const identitySettings: readonly string[] = identityParameters.map((name) => settingOf[name]);

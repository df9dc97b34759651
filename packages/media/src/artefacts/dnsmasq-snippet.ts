import type { MediumOrder } from '../script/medium-order.ts';
import type { LoaderFile } from '../template/firmware-set.ts';

/** Client architectures of DHCP option 93 (RFC 5970 3.3, and IANA's list), and what each starts. */
const architectures = [
  { tag: 'bios', numbers: [0], loader: 'undionly.kpxe' },
  { tag: 'uefi', numbers: [7, 9], loader: 'ipxe.efi' },
  { tag: 'arm64', numbers: [11], loader: 'ipxe-arm64.efi' },
] as const;

/**
 * DHCP and TFTP for the folder that it lies in. A `.kpxe` finds no script beside itself, so DHCP names it one once iPXE
 * asks (option 175 is iPXE's own).
 */
export function dnsmasqSnippet(
  { network: { mac } }: MediumOrder,
  loaders: ReadonlyMap<LoaderFile, Uint8Array>,
): string {
  const offered = architectures.filter(({ loader }) => loaders.has(loader));
  const only = mac === null ? '' : 'tag:this,';
  return [
    '# DHCP and TFTP for this folder, where no other DHCP answers. Start it as',
    '#   dnsmasq -d -C dnsmasq.conf --tftp-root="$PWD" --dhcp-range=FIRST,LAST',
    'port=0',
    'enable-tftp',
    ...(mac === null ? [] : [`dhcp-mac=set:this,${mac}`]),
    'dhcp-match=set:ipxe,175',
    ...offered.flatMap(({ tag, numbers }) =>
      numbers.map((number) => `dhcp-match=set:${tag},option:client-arch,${number}`),
    ),
    ...offered.map(({ tag, loader }) => `dhcp-boot=${only}tag:${tag},tag:!ipxe,${loader}`),
    `dhcp-boot=${only}tag:ipxe,start.ipxe`,
    '',
  ].join('\n');
}

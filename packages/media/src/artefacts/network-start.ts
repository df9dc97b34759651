/**
 * What DHCP names to an iPXE: the one of a card's ROM may be years old and lack what the medium's script needs, so ours
 * takes its place. On UEFI ours has found `autoexec.ipxe` beside itself, and does not come here.
 */
export function networkStart(): string {
  return `#!ipxe
iflinkwait --timeout 1000 || goto ours
chain autoexec.ipxe
:ours
iseq \${platform} efi && chain ipxe.efi ||
iseq \${platform} efi || chain undionly.kpxe
`;
}

/**
 * An entry for GRUB 2, on BIOS and on UEFI. iPXE that GRUB started looks for its script in the root of the EFI
 * partition, not beside itself: GRUB hands over its path in two pieces, of which iPXE 1.21 takes the last.
 */
export function grubEntry(): string {
  return `# An entry for GRUB 2: append it to /etc/grub.d/40_custom and run update-grub.
# BIOS: ipxe.lkrn and autoexec.ipxe belong into /boot/netberth.
# UEFI: ipxe.efi belongs into EFI/netberth of the EFI partition, and autoexec.ipxe into its root.
# For one start: grub-reboot netberth && reboot
menuentry 'Netberth' --id netberth {
  if [ "$grub_platform" = efi ]; then
    search --no-floppy --file --set=root /EFI/netberth/ipxe.efi
    chainloader /EFI/netberth/ipxe.efi
  elif search --no-floppy --file --set=root /boot/netberth/ipxe.lkrn; then
    linux16 /boot/netberth/ipxe.lkrn
    initrd16 /boot/netberth/autoexec.ipxe
  else
    search --no-floppy --file --set=root /netberth/ipxe.lkrn
    linux16 /netberth/ipxe.lkrn
    initrd16 /netberth/autoexec.ipxe
  fi
}
`;
}

export const kexecKernelName = 'ipxe-kexec.lkrn';

/**
 * From a running Linux into iPXE. `ipxe.lkrn` has nothing but a real-mode entry, so kexec goes back to real mode, which
 * only a machine that started by BIOS can; a signature is asked only of the other system call.
 */
export function kexecScript(): string {
  return `#!/bin/sh
# From a Linux that runs on BIOS into iPXE, without a reset. As root; needs kexec-tools.
set -e
cd "$(dirname "$0")"
if [ -d /sys/firmware/efi ]; then
  echo 'kexec.sh: this machine runs UEFI, where kexec cannot start iPXE: use grub.cfg' >&2
  exit 1
fi
kexec --kexec-syscall --real-mode --load ${kexecKernelName} --initrd=autoexec.ipxe
# systemd stops services and unmounts file systems first.
if [ -d /run/systemd/system ]; then systemctl kexec; else sync && kexec --exec; fi
`;
}

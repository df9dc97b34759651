export type Firmware = 'bios' | 'uefi';

export type Hardware = {
  readonly firmware: Firmware;
  readonly mac: string;
  readonly uuid: string;
  readonly serial: string;
  readonly memoryMib: number;
  readonly diskFile: string;
  readonly uefiVariablesFile: string;
  /** Sent by DHCP; iPXE chains to it. */
  readonly bootUrl: string;
  /** A port of this host that leads to the machine's port 22. */
  readonly sshPort: number | null;
  /** More of QEMU's arguments: disks, cards. */
  readonly devices: readonly string[];
};

export const uefiCode = '/usr/share/OVMF/OVMF_CODE_4M.fd';
export const uefiVariables = '/usr/share/OVMF/OVMF_VARS_4M.fd';

/**
 * The command line of one machine: network first, then its disk, at every start and reboot.
 * Always software emulation: a KVM that does not run real mode would hang in the firmware.
 */
export function qemuArguments(hardware: Hardware): string[] {
  return [
    ...['-accel', 'tcg,thread=multi', '-cpu', 'qemu64', '-m', String(hardware.memoryMib)],
    ...['-nodefaults', '-display', 'none', '-no-reboot'],
    ...firmwareArguments(hardware),
    ...['-uuid', hardware.uuid],
    ...[
      '-smbios',
      `type=1,manufacturer=Netberth,product=Test,serial=${hardware.serial},uuid=${hardware.uuid}`,
    ],
    ...['-netdev', `user,id=net0,bootfile=${hardware.bootUrl}${forwarded(hardware.sshPort)}`],
    ...['-device', `virtio-net-pci,netdev=net0,mac=${hardware.mac},bootindex=1`],
    ...['-drive', `file=${hardware.diskFile},format=raw,if=none,id=disk0,cache=unsafe`],
    ...['-device', 'virtio-blk-pci,drive=disk0,bootindex=2'],
    ...['-device', 'virtio-rng-pci'],
    ...['-chardev', 'stdio,id=console,signal=off', '-serial', 'chardev:console'],
    ...hardware.devices,
  ];
}

function forwarded(sshPort: number | null): string {
  return sshPort === null ? '' : `,hostfwd=tcp:127.0.0.1:${sshPort}-:22`;
}

function firmwareArguments(hardware: Hardware): string[] {
  // graphics=off makes SeaBIOS mirror its text screen to the serial port; OVMF always writes there.
  const machine = ['-machine', 'q35,graphics=off', '-vga', 'none'];
  if (hardware.firmware === 'bios') return machine;
  return [
    ...machine,
    ...['-drive', `if=pflash,format=raw,readonly=on,file=${uefiCode}`],
    // Else OVMF's own network clients would try the server once more after iPXE gives up.
    ...['-fw_cfg', 'name=opt/org.tianocore/IPv4PXESupport,string=no'],
    ...['-fw_cfg', 'name=opt/org.tianocore/IPv6PXESupport,string=no'],
    ...['-drive', `if=pflash,format=raw,file=${hardware.uefiVariablesFile}`],
  ];
}

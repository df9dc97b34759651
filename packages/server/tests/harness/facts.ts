import type { Facts } from '@netberth/api';

/** As a server of two sockets tells it: two disks of one kind, an NVMe, two cards of which one knows its switch. */
export const exampleFacts = {
  system: { vendor: 'Dell Inc.', product: 'PowerEdge R650', serial: 'ABC1234', uuid: null },
  firmware: { kind: 'uefi', version: '1.12.2' },
  bmc: { address: '198.51.100.7' },
  cpu: { model: 'Intel(R) Xeon(R) Gold 6338', sockets: 2, cores: 64, threads: 128 },
  memoryBytes: 274_877_906_944,
  disks: [
    exampleDisk('sda', 'ZC1A'),
    exampleDisk('sdb', 'ZC1B'),
    {
      ...{ name: 'nvme0n1', path: '/dev/disk/by-path/pci-0000:01:00.0-nvme-1', bytes: 960_197_124_096 },
      ...{ model: 'SAMSUNG MZQL2960', serial: 'S64F', wwn: 'eui.3634', rotational: false, transport: 'nvme' },
    },
  ],
  nics: [
    {
      ...{ name: 'eno1', mac: '52:54:00:fa:c7:01', link: true, speedMbps: 25_000, driver: 'ice' },
      lldp: {
        chassisId: '00:11:22:33:44:55',
        systemName: 'tor-7',
        portId: 'Eth1/3',
        portDescription: 'r7-u3',
      },
    },
    { name: 'eno2', mac: '52:54:00:fa:c7:02', link: false, speedMbps: null, driver: 'ice', lldp: null },
  ],
  pci: [
    {
      ...{ address: '0000:01:00.0', vendor: 'Samsung Electronics Co Ltd', device: 'NVMe SSD PM9A3' },
      class: 'Non-Volatile memory controller',
    },
  ],
} as const satisfies Facts;

function exampleDisk(name: string, serial: string) {
  return {
    ...{ name, path: `/dev/disk/by-path/pci-0000:00:17.0-ata-${name}`, bytes: 4_000_787_030_016 },
    ...{ model: 'ST4000NM000A', serial, wwn: null, rotational: true, transport: 'sata' },
  };
}

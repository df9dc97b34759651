import type { MediumFirmware, MediumFormat } from '@netberth/api';
import { count, machineCount } from './english-count.ts';

/** Sentences of boot media. */
export const englishMedia = {
  title: 'Boot media',
  intro:
    'An image that stays attached to its machine: it brings the network up, asks this server at each boot, and falls to the disk of the machine when the server is away. It is made while it is read.',
  none: 'The server keeps no medium. Make one for a machine in a network without DHCP, or one that a BMC boots.',
  noneOfOne: 'It has no medium.',
  id: 'Medium',
  made: 'Made',
  change: 'Change',
  issue: 'Make a medium…',
  issueTitle: 'Make a boot medium',
  issueTitleFor: (name: string) => `Make a boot medium for ${name}`,
  issueSubmit: 'Make the medium',
  machine: 'Machine',
  machineHint: 'Its id, one of its MACs, or its name',
  network: 'Network',
  known: 'As known',
  dhcp: 'DHCP',
  static: 'Static address',
  ip: 'Addresses',
  ipHint: 'With their prefixes, at most one of each family: 192.0.2.10/24 2001:db8::10/64',
  gateway: 'Gateways',
  dns: 'Name servers',
  vlan: 'VLAN tag',
  mac: 'Network card',
  anyCard: 'each that has a link, in turn',
  bootUrl: 'URL of this server for machines',
  bootUrlHint: 'Empty: what the setting bootUrl says',
  format: 'Format',
  formats: { iso: 'ISO', usb: 'USB stick', floppy: 'Floppy, 1.44 MB' } satisfies Record<MediumFormat, string>,
  firmware: 'Starts on',
  firmwares: {
    bios: 'BIOS',
    uefi: 'UEFI',
    'uefi-arm64': 'UEFI on arm64',
    secureboot: 'Secure Boot',
  } satisfies Record<MediumFirmware, string>,
  replace: 'Revoke every other medium of this machine',
  replaceMany: (n: number) =>
    `Revoke every other medium of ${n === 1 ? 'this machine' : `these ${machineCount(n)}`}`,
  pack: 'Media from CSV…',
  packTitle: 'Make media for a list',
  packHint:
    'Columns: name, ip, gateway, dns, vlan, mac, boot_url; only name must be there. Every faulty line is named.',
  packDefault: 'Where a line has none',
  packSubmit: 'Make the media',
  packed: (n: number, size: string, end: string) =>
    `${count(n, 'medium', 'media')} (${size}) in one file, until ${end}. Whoever has this address has them; it is shown only now:`,
  downloadZip: 'Download the ZIP file',
  issueMany: 'Media…',
  issueManyTitle: (n: number) => `Boot media for ${machineCount(n)}`,
  issueManySubmit: (n: number) => `Make ${count(n, 'medium', 'media')}`,
  willIssueMany: (n: number, names: string) =>
    `${names} ${n === 1 ? 'gets a medium' : 'each get a medium'} with the network that is known of it, or DHCP, and a key of its own.`,
  menu: 'It goes to the menu, whatever the server thinks of the machine',
  issued: (size: string) =>
    `The medium is made (${size}). Whoever has this address has the image; it is shown only now:`,
  download: 'Download it',
  fileName: (machine: number) => `machine-${machine}.iso`,
  warnings: 'Think of this',
  revoke: (id: number) => `Revoke medium ${id}`,
  willRevoke: (name: string) =>
    `The address of this medium of ${name} ends: a virtual drive that reads it reads no more. A copy that somebody has made stays one.`,
};

import type { Capabilities, CapabilitySet, Feature } from './capability-set.ts';

/** The builds of iPXE we know. */
export type CapabilitySetName = 'debian-bookworm' | 'debian-trixie' | 'debian-sid' | 'upstream';

const baseCommands =
  'autoboot boot chain choose clear config cpuid dhcp echo exit goto help ibstat ifclose ifconf ifopen ifstat ' +
  'imgargs imgexec imgfetch imgfree imgload imgselect imgstat inc initrd iseq isset item iwlist iwstat kernel login ' +
  'menu module prompt pxebs read reboot route sanboot sanhook sanunhook set shell show sleep sync';
const newerCommands = 'form iflinkwait poweroff present shim';
const debianCommands =
  'certfree certstat certstore colour console cpair ping vcreate vdestroy ' + newerCommands;
const efi2Commands =
  'certfree certstat certstore colour console cpair md5sum ntp param params pciscan sha1sum sha224sum sha256sum ' +
  'sha384sum sha512sum usbscan vcreate vdestroy';

const baseFeatures: readonly Feature[] = ['http', 'tftp', 'menu', 'iscsi', 'sanboot-http'];
const debianFeatures: readonly Feature[] = [...baseFeatures, 'nfs', 'ipv6'];
const biosImages: readonly Feature[] = ['bzimage', 'multiboot'];

function capabilities(commands: readonly string[], features: readonly Feature[]): Capabilities {
  return { commands: new Set(commands.join(' ').split(' ')), features: new Set(features) };
}

const readFromPackage =
  'command, option and feature tables read out of the package: ipxe.efi on disk, ipxe.lkrn from memory in QEMU';

/** What each known build can do; take one and add a platform to lint against it. */
export const capabilitySets: Readonly<Record<CapabilitySetName, CapabilitySet>> = {
  'debian-bookworm': {
    title: 'Debian 12, iPXE 1.0.0+git-20190125.36a4c85-5.1',
    evidence: readFromPackage,
    pcbios: capabilities([baseCommands], [...debianFeatures, ...biosImages]),
    efi: capabilities([baseCommands], [...debianFeatures, 'file']),
  },
  'debian-trixie': {
    title: 'Debian 13, iPXE 1.21.1+git20250501.dad20602+dfsg-1',
    evidence: readFromPackage,
    pcbios: capabilities(
      [baseCommands, debianCommands],
      [...debianFeatures, ...biosImages, 'https', 'vlan', 'console', 'png'],
    ),
    efi: capabilities(
      [baseCommands, debianCommands],
      [...debianFeatures, 'https', 'vlan', 'console', 'png', 'file', 'autoexec'],
    ),
  },
  'debian-sid': {
    title: 'Debian unstable, iPXE 2.0.0+dfsg-5',
    evidence: readFromPackage,
    pcbios: capabilities(
      [baseCommands, debianCommands],
      [...debianFeatures, ...biosImages, 'https', 'vlan', 'console', 'png'],
    ),
    efi: capabilities(
      [baseCommands, debianCommands, efi2Commands],
      [...debianFeatures, 'https', 'vlan', 'console', 'png', 'file', 'params', 'ntp', 'autoexec'],
    ),
  },
  upstream: {
    title: 'iPXE 2.0 built from source without changes',
    evidence: 'src/config/general.h of 2.0: what it defines, and what it undefines for PLATFORM_pcbios',
    pcbios: capabilities(
      [baseCommands, newerCommands, 'imgextract fcstat fcels'],
      [...baseFeatures, ...biosImages, 'png'],
    ),
    efi: capabilities(
      [baseCommands, newerCommands, efi2Commands, 'imgextract fcstat fcels'],
      [...baseFeatures, 'ipv6', 'https', 'vlan', 'console', 'png', 'file', 'params', 'ntp', 'autoexec'],
    ),
  },
};

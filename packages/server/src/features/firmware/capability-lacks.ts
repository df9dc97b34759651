import type { FirmwareFile, FirmwareStatus, IpxeBuild } from '@netberth/api';
import type { Feature } from '@netberth/ipxe';

type Lack = FirmwareStatus['lacks'][number];
type IpxeFile = FirmwareFile & { readonly ipxe: IpxeBuild };

type LackRule = {
  readonly lack: string;
  readonly means: string;
  readonly isLacking: (file: IpxeFile) => boolean;
};

const without = (feature: Feature) => (file: IpxeFile) => !file.ipxe.features.includes(feature);
const withoutCommand = (command: string) => (file: IpxeFile) => !file.ipxe.commands.includes(command);
const hasOwnDrivers = ({ file }: IpxeFile) => !file.startsWith('undionly') && !file.startsWith('snponly');

/** What a lack means to people, the gravest first. */
const rules: readonly LackRule[] = [
  {
    lack: 'autoexec.ipxe',
    means:
      'it finds no script beside itself: media do not work with it, and TFTP needs a boot file name for iPXE',
    isLacking: (file) => file.platform === 'efi' && without('autoexec')(file),
  },
  {
    lack: 'HTTPS',
    means: 'what is only behind https:// cannot be started; the menu leaves it out',
    isLacking: without('https'),
  },
  {
    lack: 'VLAN',
    means: 'media cannot bring a machine on a tagged port into its network',
    isLacking: without('vlan'),
  },
  {
    lack: 'COMBOOT',
    means: 'ESXi and other .c32 programs cannot be started on BIOS machines; ESXi on UEFI can',
    isLacking: (file) => file.platform === 'pcbios' && without('comboot')(file),
  },
  {
    lack: 'netvsc',
    means: 'no driver for the network cards of Hyper-V; generation 2 machines can use snponly.efi',
    isLacking: (file) =>
      hasOwnDrivers(file) && file.architecture !== 'arm64' && !file.ipxe.drivers.includes('netvsc'),
  },
  {
    lack: 'params',
    means: 'it cannot POST: what a person types at a machine can only be sent inside a URL',
    isLacking: without('params'),
  },
  {
    lack: 'imgverify',
    means: 'it cannot check signatures; what it fetches is as trustworthy as the way it comes',
    isLacking: without('imgverify'),
  },
  {
    lack: 'ntp',
    means: 'it cannot set the clock: with a wrong one, HTTPS fails',
    isLacking: (file) => file.ipxe.features.includes('https') && without('ntp')(file),
  },
  { lack: 'NFS', means: 'nothing can be fetched by NFS', isLacking: without('nfs') },
  {
    lack: 'sanboot of http://',
    means: 'ISO images cannot be booted as a disk behind HTTP',
    isLacking: without('sanboot-http'),
  },
  {
    lack: 'imgextract',
    means: 'compressed kernels and images must be unpacked on the server',
    isLacking: withoutCommand('imgextract'),
  },
];

/** What these iPXE cannot do, each lack with all files that have it. */
export function lacksOf(files: readonly FirmwareFile[]): readonly Lack[] {
  const probed = files.filter((file): file is IpxeFile => file.ipxe !== null);
  const unread = files.filter(({ kind, ipxe }) => kind === 'ipxe' && ipxe === null);
  const lacks = rules.map(({ lack, means, isLacking }) => ({
    lack,
    means,
    files: probed.filter(isLacking).map(({ file }) => file),
  }));
  const unknown = {
    lack: 'readable tables',
    means: 'it may be damaged, or packed in a new way; the menu offers it what every iPXE can do',
    files: unread.map(({ file }) => file),
  };
  return [unknown, ...lacks].filter((lack) => lack.files.length > 0);
}

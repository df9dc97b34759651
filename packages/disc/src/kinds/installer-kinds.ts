import type { DiscContent } from '../disc-content.ts';
import { urlOn, type DiscPart, type DiscPlace, type FoundDisc } from '../recognised-disc.ts';

type Parts = { readonly kernel: string; readonly initrd: string };

function bootParts({ kernel, initrd }: Parts, image?: string): readonly DiscPart[] {
  return [
    { path: kernel, role: 'kernel' },
    { path: initrd, role: 'initrd' },
    ...(image === undefined ? [] : [{ path: image, role: 'image' } as const]),
  ];
}

/** Fedora, Red Hat and their kin. A disc for installing over the network has the installer alone. */
export function anacondaDisc(content: DiscContent, place: DiscPlace): FoundDisc | null {
  const parts = { kernel: 'images/pxeboot/vmlinuz', initrd: 'images/pxeboot/initrd.img' };
  const stage2 = content.find('images/install.img');
  if (!hasAll(content, parts) || stage2 === undefined) return null;
  const hasPackages = content.matching(/(^|\/)repodata\/repomd\.xml$/).length > 0;
  return {
    kind: 'anaconda',
    how: hasPackages
      ? 'kernel and initrd come from the disc; the installer takes its packages from the tree of the disc'
      : 'kernel and initrd come from the disc, and so does the installer; its packages come from a mirror',
    boot: {
      product: 'disc-anaconda',
      choice: { packages: hasPackages ? 'disc' : 'mirror' },
      inputs: { media: place.url },
      args: [],
    },
    parts: bootParts(parts, stage2.path),
    isFetchedWhole: false,
    notes: hasPackages
      ? []
      : ['There are no packages on the disc: the machine must reach a mirror of the distribution.'],
  };
}

/** The installer of Debian as it is for a network: the mini.iso, or the folder netboot of a disc. */
export function debianInstallerDisc(content: DiscContent, place: DiscPlace): FoundDisc | null {
  const [netboot] = content.matching(/(^|\/)netboot\/(debian|ubuntu)-installer\/[^/]+\/linux$/);
  const folder = netboot?.path.replace(/linux$/, '') ?? '';
  const parts = { kernel: `${folder}linux`, initrd: `${folder}initrd.gz` };
  if (!hasAll(content, parts)) return null;
  return {
    kind: 'debian-installer',
    how: 'kernel and initrd come from the disc; the installer fetches everything else from a mirror',
    boot: {
      product: 'disc-debian-installer',
      choice: {},
      inputs: { kernelUrl: urlOn(place, parts.kernel), initrdUrl: urlOn(place, parts.initrd) },
      args: [],
    },
    parts: bootParts(parts),
    isFetchedWhole: false,
    notes: ['The machine must reach a mirror of Debian; with --answers default say which: --set mirror=URL.'],
  };
}

/** openSUSE and SUSE up to 15: linuxrc, then YaST from the disc. */
export function linuxrcDisc(content: DiscContent, place: DiscPlace): FoundDisc | null {
  const found = suseParts(content);
  if (found === null || content.find('LiveOS/squashfs.img') !== undefined) return null;
  const [root] = content.matching(/^boot\/[^/]+\/root$/);
  return {
    kind: 'linuxrc',
    how: 'kernel and initrd come from the disc; the installer takes its packages from the tree of the disc',
    boot: { product: 'disc-linuxrc', choice: {}, inputs: { media: place.url }, args: [] },
    parts: bootParts(found, root?.path),
    isFetchedWhole: false,
    notes: [],
  };
}

/** SUSE from 16: a live system with Agama, and a repository beside it. */
export function agamaDisc(content: DiscContent, place: DiscPlace): FoundDisc | null {
  const found = suseParts(content);
  const rootfs = content.find('LiveOS/squashfs.img');
  if (found === null || rootfs === undefined) return null;
  const hasPackages = content.find('install/repodata/repomd.xml') !== undefined;
  if (!hasPackages && !/agama|suse|sles|leap/i.test(`${content.disc.label} ${content.text('.treeinfo')}`))
    return null;
  return {
    kind: 'agama',
    how: 'kernel and initrd come from the disc; the installer, a live system, is fetched from it into memory',
    boot: {
      product: 'disc-agama',
      choice: { packages: hasPackages ? 'disc' : 'mirror' },
      inputs: { media: place.url },
      args: [],
    },
    parts: bootParts(found, rootfs.path),
    isFetchedWhole: false,
    notes: [],
  };
}

/** Proxmox's installers look for their ISO inside their initrd. */
export function proxmoxDisc(content: DiscContent, place: DiscPlace): FoundDisc | null {
  const parts = { kernel: 'boot/linux26', initrd: 'boot/initrd.img' };
  const isProxmox = content.matching(/^(pve|pbs|pmg|pdm)-(base|installer)\.squashfs$/).length > 0;
  if (!hasAll(content, parts) || !isProxmox) return null;
  const isPrepared = content.find('auto-installer-mode.toml') !== undefined;
  return {
    kind: 'proxmox',
    how: `kernel and initrd come from the disc, and the whole ISO is put into the initrd${isPrepared ? '; it was prepared to install by itself' : ''}`,
    boot: {
      product: 'disc-proxmox',
      choice: isPrepared ? { mode: 'automatic' } : {},
      inputs: {
        kernelUrl: urlOn(place, parts.kernel),
        initrdUrl: urlOn(place, parts.initrd),
        media: place.url,
        ...(isPrepared && { prepared: place.url }),
      },
      args: [],
    },
    parts: bootParts(parts),
    isFetchedWhole: true,
    notes: [
      `The ISO lies in memory twice while it starts: a machine needs about ${Math.ceil((content.sizeBytes / 2 ** 30) * 2 + 2)} GiB of RAM.`,
    ],
  };
}

function suseParts(content: DiscContent): Parts | null {
  const [kernel] = content.matching(/^boot\/(x86_64|aarch64|i386)\/loader\/linux$/);
  const initrd = kernel && content.find(kernel.path.replace(/linux$/, 'initrd'));
  if (kernel === undefined || initrd === undefined) return null;
  return { kernel: kernel.path, initrd: initrd.path };
}

function hasAll(content: DiscContent, { kernel, initrd }: Parts): boolean {
  return content.find(kernel) !== undefined && content.find(initrd) !== undefined;
}

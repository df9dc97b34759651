import { bootMenuArgs } from '../boot-menu-args.ts';
import type { DiscContent } from '../disc-content.ts';
import { urlOn, type DiscPlace, type FoundDisc } from '../recognised-disc.ts';

/** The first that is there. */
function firstOf(content: DiscContent, ...patterns: readonly RegExp[]): string | null {
  for (const pattern of patterns) {
    const [file] = content.matching(pattern);
    if (file !== undefined) return file.path;
  }
  return null;
}

/** Ubuntu and its kin: casper takes the whole ISO into memory. */
export function casperDisc(content: DiscContent, place: DiscPlace): FoundDisc | null {
  const kernel = firstOf(content, /^casper\/vmlinuz(\.efi)?$/, /^casper\/[^/]*vmlinuz[^/]*$/);
  const initrd = firstOf(content, /^casper\/initrd(\.(lz|gz|img))?$/, /^casper\/[^/]*initrd[^/]*$/);
  if (kernel === null || initrd === null) return null;
  const isSubiquity =
    content.text('.disk/info').startsWith('Ubuntu-Server') ||
    content.find('casper/install-sources.yaml') !== undefined;
  const inputs = { kernelUrl: urlOn(place, kernel), initrdUrl: urlOn(place, initrd), iso: place.url };
  return {
    kind: isSubiquity ? 'subiquity' : 'casper',
    how: `kernel and initrd come from the disc; ${isSubiquity ? "Ubuntu's installer" : 'the live system'} then fetches the whole ISO into memory`,
    boot: {
      product: isSubiquity ? 'disc-subiquity' : 'disc-casper',
      choice: {},
      inputs,
      args: isSubiquity ? [] : bootMenuArgs(content, kernel),
    },
    parts: [
      { path: kernel, role: 'kernel' },
      { path: initrd, role: 'initrd' },
    ],
    isFetchedWhole: true,
    notes: [memoryNote(content)],
  };
}

function memoryNote({ sizeBytes }: DiscContent): string {
  const gib = Math.ceil((sizeBytes / 2 ** 30 + 2) * 10) / 10;
  return `The ISO lies in memory while the system runs: a machine needs about ${gib} GiB of RAM.`;
}

/** Debian's live systems, GRML, Clonezilla, GParted: live-boot fetches the file system alone. */
export function liveBootDisc(content: DiscContent, place: DiscPlace): FoundDisc | null {
  const kernel = firstOf(content, /^live\/vmlinuz$/, /^live\/vmlinuz[^/]*$/);
  const initrd = firstOf(content, /^live\/initrd(\.img)?$/, /^live\/initrd[^/]*$/);
  const rootfs = firstOf(content, /^live\/filesystem\.squashfs$/, /^live\/[^/]+\.squashfs$/);
  if (kernel === null || initrd === null || rootfs === null) return null;
  return {
    kind: 'live-boot',
    how: 'kernel and initrd come from the disc; the live system fetches its file system from it into memory',
    boot: {
      product: 'disc-live-boot',
      choice: {},
      inputs: liveInputs(place, kernel, initrd, rootfs),
      args: bootMenuArgs(content, kernel),
    },
    parts: liveParts(kernel, initrd, rootfs),
    isFetchedWhole: false,
    notes: [],
  };
}

/** Live discs of Fedora and its kin, and of KIWI. */
export function dracutLiveDisc(content: DiscContent, place: DiscPlace): FoundDisc | null {
  const rootfs = firstOf(content, /^LiveOS\/squashfs\.img$/i, /^LiveOS\/rootfs\.(img|squashfs)$/i);
  const kernel = firstOf(
    content,
    /^images\/pxeboot\/vmlinuz$/,
    /^boot\/[^/]+\/loader\/linux$/,
    /^isolinux\/vmlinuz0?$/,
  );
  const initrd = firstOf(
    content,
    /^images\/pxeboot\/initrd\.img$/,
    /^boot\/[^/]+\/loader\/initrd$/,
    /^isolinux\/initrd0?\.img$/,
  );
  if (kernel === null || initrd === null || rootfs === null) return null;
  return {
    kind: 'dracut-live',
    how: 'kernel and initrd come from the disc; the live system fetches its file system from it into memory',
    boot: {
      product: 'disc-dracut-live',
      choice: {},
      inputs: liveInputs(place, kernel, initrd, rootfs),
      args: [],
    },
    parts: liveParts(kernel, initrd, rootfs),
    isFetchedWhole: false,
    notes: [],
  };
}

/** Arch Linux and what is made with its archiso. */
export function archisoDisc(content: DiscContent, place: DiscPlace): FoundDisc | null {
  const rootfs = firstOf(content, /^[^/]+\/x86_64\/airootfs\.(sfs|erofs)$/);
  const root = rootfs?.split('/')[0] ?? '';
  const kernel = firstOf(content, new RegExp(`^${quoted(root)}/boot/x86_64/vmlinuz[^/]*$`));
  const initrd = firstOf(content, new RegExp(`^${quoted(root)}/boot/x86_64/(initramfs|archiso)[^/]*\\.img$`));
  if (rootfs === null || kernel === null || initrd === null) return null;
  return {
    kind: 'archiso',
    how: 'kernel and initrd come from the disc; the live system fetches its file system from it into memory',
    boot: {
      product: 'disc-archiso',
      choice: {},
      inputs: { ...liveInputs(place, kernel, initrd, rootfs), media: place.url, folder: root },
      args: [],
    },
    parts: liveParts(kernel, initrd, rootfs),
    isFetchedWhole: false,
    notes: [
      'With a static address it resolves no names: say the address of the server as --boot-url, not its name.',
    ],
  };
}

function liveInputs(
  place: DiscPlace,
  kernel: string,
  initrd: string,
  rootfs: string,
): Record<string, string> {
  return {
    kernelUrl: urlOn(place, kernel),
    initrdUrl: urlOn(place, initrd),
    rootfsUrl: urlOn(place, rootfs),
  };
}

function liveParts(kernel: string, initrd: string, rootfs: string): FoundDisc['parts'] {
  return [
    { path: kernel, role: 'kernel' },
    { path: initrd, role: 'initrd' },
    { path: rootfs, role: 'image' },
  ];
}

function quoted(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_]/g, String.raw`\$&`);
}

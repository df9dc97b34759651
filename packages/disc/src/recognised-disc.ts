/** How a disc is booted, or what it holds that cannot be. */
export type DiscKind =
  | 'casper'
  | 'subiquity'
  | 'live-boot'
  | 'dracut-live'
  | 'archiso'
  | 'anaconda'
  | 'debian-installer'
  | 'linuxrc'
  | 'agama'
  | 'proxmox'
  | 'esxi'
  | 'windows'
  | 'windows-pe'
  | 'memdisk'
  | 'sanboot';

/** A choice of the catalogue whose files are those of the disc. */
export type DiscBootChoice = {
  readonly product: string;
  readonly choice: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
  /** Arguments of the kernel that the boot menu of the disc has. */
  readonly args: readonly string[];
};

export type DiscPart = {
  /** As the disc writes it. */
  readonly path: string;
  /** `image`: most of it fetched means that the system has started. */
  readonly role: 'kernel' | 'initrd' | 'image';
};

/** What a machine with a firmware must at least have for what lies in its memory; left out: little. */
export type MemoryNeed = { readonly bios?: number; readonly efi?: number };

export type RecognisedDisc = {
  readonly kind: DiscKind;
  /** What the disc calls itself. */
  readonly what: string;
  /** How it is booted, a sentence without its full stop. */
  readonly how: string;
  /** null: it does not say, or holds several. */
  readonly arch: 'x86_64' | 'i386' | 'arm64' | null;
  readonly boot: DiscBootChoice;
  readonly parts: readonly DiscPart[];
  readonly memoryMib: MemoryNeed;
  /** The system fetches the ISO as one file. */
  readonly isFetchedWhole: boolean;
  /** What a person should know: needs, and what may not work, with its reason. */
  readonly notes: readonly string[];
};

/** `why` and `wayOut` are sentences. */
export type Recognition =
  | { readonly kind: 'recognised'; readonly disc: RecognisedDisc }
  | { readonly kind: 'not-bootable'; readonly what: string; readonly why: string; readonly wayOut: string };

/** What a recogniser finds; the rest is the same for all. */
export type FoundDisc = Omit<RecognisedDisc, 'what' | 'arch' | 'memoryMib'>;

/** Where machines find the disc. */
export type DiscPlace = {
  /** Of the ISO as a file; what is in it lies below. */
  readonly url: string;
};

/** The URL of a file of the disc. */
export function urlOn({ url }: DiscPlace, path: string): string {
  return `${url}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

import type { Feature } from '@netberth/ipxe';
import type { NetStyleName } from './network/net-style-name.ts';
import type { Platform } from './platform.ts';
import type { Tier } from './product.ts';

/** A file of a boot; what is not known of it is null. */
export type BootFile = {
  readonly url: string;
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
};

/** An initrd as iPXE fetches it; with `path` the file is put there instead of being taken for an initrd. */
export type Initrd = {
  readonly url: string;
  readonly path: string | null;
  readonly mode: string | null;
  readonly isOptional: boolean;
};

/** What a choice comes to: URLs and arguments, plain data. Which fields there are depends on the method. */
export type BootSpec = {
  readonly product: string;
  /** `Debian: 13 (trixie), Text`. */
  readonly title: string;
  /** The item of each axis. */
  readonly choice: Readonly<Record<string, string>>;
  readonly platform: Platform;
  readonly tier: Tier;
  readonly netStyle: NetStyleName;
  /** What it may destroy; null: nothing. */
  readonly confirm: string | null;
  /** What a person should know before. */
  readonly notes: readonly string[];
  readonly requires: { readonly ramMiB: number | null; readonly features: readonly Feature[] };
  /** Everything that is fetched, by iPXE or by what it boots. */
  readonly files: readonly BootFile[];
  readonly boot: Boot;
};

export type Boot =
  | {
      readonly method: 'linux';
      readonly kernel: string;
      readonly initrds: readonly Initrd[];
      readonly args: readonly string[];
      readonly shim: string | null;
    }
  | { readonly method: 'efi'; readonly image: string; readonly args: readonly string[] }
  | {
      readonly method: 'memdisk';
      readonly memdisk: string;
      readonly image: string;
      readonly args: readonly string[];
    }
  | { readonly method: 'sanboot'; readonly image: string }
  | {
      readonly method: 'wimboot';
      readonly wimboot: string;
      readonly initrds: readonly Initrd[];
      readonly args: readonly string[];
    }
  | {
      readonly method: 'multiboot';
      readonly kernel: string;
      readonly args: readonly string[];
      readonly modules: readonly { readonly url: string; readonly args: readonly string[] }[];
    }
  | {
      readonly method: 'esxi';
      readonly loader: string;
      readonly config: string;
      /** For `kernelopt=` of boot.cfg. */
      readonly kernelOptions: readonly string[];
    }
  | { readonly method: 'chain'; readonly script: string };

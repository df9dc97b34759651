import type { Loaders } from '../catalogue.ts';
import type { NetworkWords } from '../network/network-words.ts';
import type { Platform } from '../platform.ts';

/**
 * All that a boot spec depends on beside the product, as text. In a static menu a text may hold settings of iPXE
 * (`${nb-media}`), which the machine fills in; for a known machine there are none.
 */
export type Bindings = {
  readonly platform: Platform;
  /** The answer to each axis. */
  readonly values: Readonly<Record<string, string>>;
  /** Inputs that were given. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly mirror: string | null;
  /** `onMachine`: the machine fills in what `netStyle` needs, see the static menu; these words stand for it. */
  readonly network:
    | { readonly kind: 'known'; readonly words: NetworkWords }
    | { readonly kind: 'onMachine'; readonly text: string };
  readonly loaders: Loaders;
  /** More arguments for a kernel, after all others. */
  readonly extraArgs: readonly string[];
  /** Addresses of hosts, for systems that resolve no names. */
  readonly hosts: Readonly<Record<string, string>>;
};

import type { Boot } from '../boot-spec.ts';

/** The URLs and the arguments that a boot begins with. */
export type Loaded = {
  readonly kernel: string | null;
  readonly initrds: readonly string[];
  readonly args: readonly string[];
};

/** What starts first, what is loaded beside it, and what it is told. */
export function loadedBy(boot: Boot): Loaded {
  const loaded = (kernel: string | null, initrds: readonly string[], args: readonly string[]): Loaded => ({
    kernel,
    initrds,
    args,
  });
  const urls = (initrds: readonly { readonly url: string }[]) => initrds.map(({ url }) => url);
  switch (boot.method) {
    case 'linux':
      return loaded(boot.kernel, urls(boot.initrds), boot.args);
    case 'efi':
      return loaded(boot.image, [], boot.args);
    case 'memdisk':
      return loaded(boot.memdisk, [boot.image], boot.args);
    case 'sanboot':
      return loaded(null, [], []);
    case 'wimboot':
      return loaded(boot.wimboot, urls(boot.initrds), boot.args);
    case 'multiboot':
      return loaded(boot.kernel, urls(boot.modules), boot.args);
    case 'esxi':
      return loaded(boot.loader, [], ['-c', boot.config, ...boot.kernelOptions]);
    case 'chain':
      return loaded(null, [], []);
  }
}

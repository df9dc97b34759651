import { choiceName, type Boot, type BootSpec } from '@netberth/catalogue';
import type { SpecRow } from './menu-definitions.ts';

/** A boot spec as `menu specs` lists it. */
export function specRow(spec: BootSpec): SpecRow {
  const { platform, boot, files, requires } = spec;
  return {
    product: spec.product,
    choice: choiceName(spec.choice),
    arch: platform.arch,
    firmware: platform.firmware,
    tier: spec.tier,
    method: boot.method,
    ...loadedBy(boot),
    files: files.map(({ url }) => url),
    netStyle: spec.netStyle,
    requires: { ramMiB: requires.ramMiB, features: [...requires.features] },
  };
}

type Loaded = Pick<SpecRow, 'kernel' | 'initrd' | 'args'>;

/** What starts first, what is loaded beside it, and what it is told. */
function loadedBy(boot: Boot): Loaded {
  const loaded = (kernel: string | null, initrd: readonly string[], args: readonly string[]): Loaded => ({
    kernel,
    initrd: [...initrd],
    args: [...args],
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

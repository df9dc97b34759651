import { choiceName, loadedBy, type BootSpec } from '@netberth/catalogue';
import type { SpecRow } from './menu-definitions.ts';

/** A boot spec as `menu specs` lists it. */
export function specRow(spec: BootSpec): SpecRow {
  const { platform, boot, files, requires } = spec;
  const loaded = loadedBy(boot);
  return {
    product: spec.product,
    choice: choiceName(spec.choice),
    arch: platform.arch,
    firmware: platform.firmware,
    tier: spec.tier,
    method: boot.method,
    kernel: loaded.kernel,
    initrd: [...loaded.initrds],
    args: [...loaded.args],
    files: files.map(({ url }) => url),
    netStyle: spec.netStyle,
    requires: { ramMiB: requires.ramMiB, features: [...requires.features] },
  };
}

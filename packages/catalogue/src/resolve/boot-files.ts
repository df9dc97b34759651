import type { Feature } from '@netberth/ipxe';
import type { Boot, BootFile } from '../boot-spec.ts';
import type { Expander } from './expander.ts';

/** Everything a boot fetches, each file once: what iPXE loads, then the assets that its arguments name. */
export function bootFiles(boot: Boot, used: Expander['used']): BootFile[] {
  const assets = [...used.values()];
  const urls = new Set([...loadedUrls(boot), ...assets.map(({ url }) => url)]);
  return [...urls].map((url) => {
    const asset = assets.find((each) => each.url === url);
    return { url, sha256: asset?.sha256 ?? null, sizeBytes: asset?.sizeBytes ?? null };
  });
}

/** What iPXE itself fetches, in its order. */
export function loadedUrls(boot: Boot): string[] {
  switch (boot.method) {
    case 'linux':
      return [...(boot.shim === null ? [] : [boot.shim]), boot.kernel, ...boot.initrds.map(({ url }) => url)];
    case 'efi':
    case 'sanboot':
      return [boot.image];
    case 'memdisk':
      return [boot.memdisk, boot.image];
    case 'wimboot':
      return [boot.wimboot, ...boot.initrds.map(({ url }) => url)];
    case 'multiboot':
      return [boot.kernel, ...boot.modules.map(({ url }) => url)];
    case 'esxi':
      return [boot.loader, boot.config];
    case 'chain':
      return [boot.script];
  }
}

/** What an iPXE must be able to do for this boot, beyond HTTP. */
export function neededFeatures(boot: Boot): Feature[] {
  const isSecure = loadedUrls(boot).some((url) => url.startsWith('https:'));
  const own: Partial<Record<Boot['method'], Feature>> = { multiboot: 'multiboot', sanboot: 'sanboot-http' };
  const method = own[boot.method];
  const isComboot = boot.method === 'esxi' && boot.loader.endsWith('.c32');
  return [
    ...(isSecure ? (['https'] as const) : []),
    ...(method === undefined ? [] : [method]),
    ...(isComboot ? (['comboot'] as const) : []),
  ];
}

import { ipxe, kernelArguments, urlText, word, wordsWithSettings } from '@netberth/ipxe';
import type { Fragment, Statement } from '@netberth/ipxe';
import type { Boot, Initrd } from '../boot-spec.ts';

/** Where a script goes when a file cannot be fetched or started, and the settings that its texts may refer to. */
export type BootSurroundings = { readonly failed: string; readonly settings: readonly string[] };

/** The commands that boot a spec; on failure they go to the label `failed`. */
export function bootStatements(boot: Boot, { failed, settings }: BootSurroundings): readonly Statement[] {
  const url = (text: string) => (settings.length === 0 ? urlText(text) : wordsWithSettings(text, settings));
  const args = (texts: readonly string[]) =>
    settings.length === 0 ? kernelArguments(texts.join(' ')) : wordsWithSettings(texts.join(' '), settings);
  const onFailure = word(failed);
  const kernel = (image: string, texts: readonly string[]) => [
    ipxe`imgfree`,
    ipxe`kernel ${url(image)} ${args(texts)} || goto ${onFailure}`,
  ];
  const start = ipxe`boot || goto ${onFailure}`;
  switch (boot.method) {
    case 'linux': {
      const { shim, initrds } = boot;
      const named = initrdNames(initrds).map((name) => `initrd=${name}`);
      return [
        ...kernel(boot.kernel, [...named, ...boot.args]),
        ...(shim === null ? [] : [ipxe`shim ${url(shim)} ||`]),
        ...initrds.map((initrd, index) => initrdStatement(initrd, `initrd${index}`, url, onFailure)),
        start,
      ];
    }
    case 'efi':
      return [...kernel(boot.image, boot.args), start];
    case 'memdisk':
      return [
        ...kernel(boot.memdisk, boot.args),
        ipxe`initrd ${url(boot.image)} || goto ${onFailure}`,
        start,
      ];
    case 'sanboot':
      return [ipxe`imgfree`, ipxe`sanboot ${url(boot.image)} || goto ${onFailure}`];
    case 'wimboot':
      return [
        ...kernel(boot.wimboot, boot.args),
        ...boot.initrds.map((initrd, index) =>
          initrdStatement(initrd, initrd.path ?? `initrd${index}`, url, onFailure),
        ),
        start,
      ];
    case 'multiboot':
      return [
        ...kernel(boot.kernel, boot.args),
        ...boot.modules.map((each) => ipxe`module ${url(each.url)} ${args(each.args)} || goto ${onFailure}`),
        start,
      ];
    case 'esxi':
      return [...kernel(boot.loader, ['-c', boot.config]), start];
    case 'chain':
      // A menu of somebody else may come back; what stands below is not meant for then.
      return [ipxe`imgfree`, ipxe`chain --autofree ${url(boot.script)} || goto ${onFailure}`, ipxe`exit 0`];
  }
}

/**
 * What `initrd=` must name for the kernel's own EFI loader; BIOS ignores it. A file that is injected has no image of its
 * own there: then `initrd.magic`, iPXE's name for all of them together.
 */
function initrdNames(initrds: readonly Initrd[]): readonly string[] {
  if (initrds.some(({ path }) => path !== null)) return ['initrd.magic'];
  return initrds.map((_, index) => `initrd${index}`);
}

function initrdStatement(
  { url, path, mode, isOptional }: Initrd,
  name: string,
  fragment: (text: string) => Fragment,
  onFailure: Fragment,
): Statement {
  const where = [...(path === null ? [] : [path]), ...(mode === null ? [] : [`mode=${mode}`])];
  const place = kernelArguments(where.join(' '));
  if (isOptional) return ipxe`initrd --name ${word(name)} ${fragment(url)} ${place} ||`;
  return ipxe`initrd --name ${word(name)} ${fragment(url)} ${place} || goto ${onFailure}`;
}

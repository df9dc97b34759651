import type { Boot, BootSpec, Initrd } from '../boot-spec.ts';

/** Where the files of a boot are to come from instead: as iPXE is told it, and as what it boots is. */
export type FilePlaces = {
  /** null: as it is. */
  readonly forLoader: (url: string) => string | null;
  readonly forArguments: (url: string) => string | null;
};

/** The boot with its files from elsewhere. What names its neighbours (scripts, boot.cfg) stays where it is. */
export function withFilesAt(spec: BootSpec, { forLoader, forArguments }: FilePlaces): BootSpec {
  const at = (url: string) => forLoader(url) ?? url;
  const moved = spec.files.flatMap(({ url }) => {
    const place = forArguments(url);
    return place === null ? [] : [{ url, place }];
  });
  const args = (texts: readonly string[]) => texts.map((text) => moved.reduce(replaceUrl, text));
  return { ...spec, boot: movedBoot(spec.boot, at, args) };
}

function movedBoot(
  boot: Boot,
  at: (url: string) => string,
  args: (texts: readonly string[]) => readonly string[],
): Boot {
  const initrds = (all: readonly Initrd[]) => all.map((each) => ({ ...each, url: at(each.url) }));
  switch (boot.method) {
    case 'linux': {
      const shim = boot.shim === null ? null : at(boot.shim);
      return {
        ...boot,
        kernel: at(boot.kernel),
        initrds: initrds(boot.initrds),
        args: args(boot.args),
        shim,
      };
    }
    case 'efi':
      return { ...boot, image: at(boot.image), args: args(boot.args) };
    case 'memdisk':
      return { ...boot, memdisk: at(boot.memdisk), image: at(boot.image) };
    case 'sanboot':
      return { ...boot, image: at(boot.image) };
    case 'wimboot':
      return { ...boot, wimboot: at(boot.wimboot), initrds: initrds(boot.initrds) };
    case 'multiboot': {
      const modules = boot.modules.map((each) => ({ url: at(each.url), args: args(each.args) }));
      return { ...boot, kernel: at(boot.kernel), args: args(boot.args), modules };
    }
    case 'esxi':
    case 'chain':
      return boot;
  }
}

/** Only the URL as a whole: `http://m/live.img` is no part of `http://m/live.img.sig`, nor a folder of something. */
function replaceUrl(text: string, { url, place }: { readonly url: string; readonly place: string }): string {
  const [before = '', ...after] = text.split(url);
  return after.reduce((whole, rest) => `${whole}${/^[\w./%?-]/.test(rest) ? url : place}${rest}`, before);
}

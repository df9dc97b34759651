import { holds, type Condition } from '../schema/condition.ts';
import type { Argument, BootVariant, InitrdSource } from '../schema/boot-variant.ts';
import type { Boot, Initrd } from '../boot-spec.ts';
import type { Facts } from '../choice.ts';
import type { Bindings } from './bindings.ts';
import type { Expander } from './expander.ts';

/** What a boot variant is filled in with. */
export type Filling = {
  readonly expander: Expander;
  readonly facts: Facts;
  readonly bindings: Bindings;
  /** Arguments after the variant's own: the product's, the items', the inputs', those of the network. */
  readonly moreArgs: readonly string[];
};

/** A boot variant with its values put in; null when one of them has a fault. */
export function resolveBoot(variant: BootVariant, filling: Filling): Boot | null {
  const { bindings, moreArgs } = filling;
  const args = [...expandArguments(variant.args, filling), ...moreArgs];
  const need = (template: string) => filling.expander.expand(template);
  switch (variant.method) {
    case 'linux': {
      const kernel = need(variant.kernel);
      const shim = variant.shim?.[bindings.platform.arch];
      return kernel === null
        ? null
        : {
            method: 'linux',
            kernel,
            initrds: initrdsOf(variant.initrd, filling),
            args: [...args, ...bindings.extraArgs],
            shim: shim === undefined ? null : need(shim),
          };
    }
    case 'efi': {
      const image = need(variant.image);
      return image === null ? null : { method: 'efi', image, args };
    }
    case 'memdisk': {
      const [image, disk] = [need(variant.image), need(variant.disk)];
      if (image === null || disk === null) return null;
      return { method: 'memdisk', memdisk: bindings.loaders.memdisk, image, args: [disk, 'raw', ...args] };
    }
    case 'sanboot': {
      const image = need(variant.image);
      return image === null ? null : { method: 'sanboot', image };
    }
    case 'wimboot':
      return {
        method: 'wimboot',
        wimboot: wimbootOf(bindings),
        initrds: initrdsOf(variant.initrd, filling),
        args,
      };
    case 'multiboot': {
      const kernel = need(variant.kernel);
      const modules = variant.modules.filter(applies(filling)).flatMap((module) => {
        const url = need(module.url);
        return url === null ? [] : [{ url, args: expandArguments(module.args, filling) }];
      });
      return kernel === null ? null : { method: 'multiboot', kernel, args, modules };
    }
    case 'esxi': {
      const own = variant.ownConfig === undefined ? null : need(variant.ownConfig);
      const [base, config] = [need(variant.base), own ?? need(variant.config)];
      if (base === null || config === null) return null;
      const loader = bindings.platform.firmware === 'efi' ? 'efi/boot/bootx64.efi' : 'mboot.c32';
      return { method: 'esxi', loader: `${base}/${loader}`, config, kernelOptions: args };
    }
    case 'chain': {
      const script = need(variant.script);
      return script === null ? null : { method: 'chain', script };
    }
  }
}

function wimbootOf({ loaders, platform }: Bindings): string {
  return (platform.arch === 'arm64' ? loaders.wimbootArm64 : undefined) ?? loaders.wimboot;
}

/** Arguments that apply, with their values; one whose input was not given is left out. */
export function expandArguments(
  args: readonly Argument[],
  filling: Pick<Filling, 'expander' | 'facts'>,
): string[] {
  return args.filter(applies(filling)).flatMap(({ arg }) => filling.expander.expand(arg) ?? []);
}

function initrdsOf(sources: readonly InitrdSource[], filling: Filling): Initrd[] {
  return sources.filter(applies(filling)).flatMap(({ url, parts, path, mode, optional }) =>
    (parts ?? [url ?? '']).flatMap((each): Initrd[] => {
      const expanded = filling.expander.expand(each);
      const at = path === undefined ? null : filling.expander.expand(path);
      return expanded === null ? [] : [{ url: expanded, path: at, mode: mode ?? null, isOptional: optional }];
    }),
  );
}

function applies({
  facts,
}: Pick<Filling, 'facts'>): (part: { readonly when?: Condition | undefined }) => boolean {
  return ({ when }) => holds(when, facts);
}

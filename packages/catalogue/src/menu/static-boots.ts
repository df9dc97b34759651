import type { Catalogue } from '../catalogue.ts';
import { factsOf, isForPlatform, offeredItems, type Facts } from '../choice.ts';
import { needsNumericUrls } from '../network/net-styles.ts';
import { platforms, type Platform } from '../platform.ts';
import type { Product } from '../product.ts';
import { holds } from '../schema/condition.ts';
import { resolveProduct, type Resolution } from '../resolve/resolve-product.ts';
import { inputSetting, isTyped, otherAnswer, typedSetting } from './question.ts';

/** One way through a product's menu: the label it ends at, and what it boots. */
export type StaticBoot = {
  /** The answer of each axis, `nb-other` for a typed one. */
  readonly answers: Readonly<Record<string, string>>;
  readonly platform: Platform;
  readonly label: string;
  readonly resolution: Resolution;
};

/**
 * Every way through a product's menu, typed answers included, but for those that only an answer file can start. What a
 * person types is a setting of iPXE in the spec.
 */
export function staticBoots(catalogue: Catalogue, product: Product): readonly StaticBoot[] {
  return platforms
    .filter((platform) => isForPlatform(product, platform))
    .flatMap((platform) =>
      waysThrough(product, platform)
        .filter((answers) => !needsAnswerFile(product, { ...factsOf(platform), ...answers }))
        .map((answers) => ({
          answers,
          platform,
          label: ['boot', platform.firmware, platform.arch, ...Object.values(answers)].join('-'),
          resolution: resolveProduct(product, {
            platform,
            values: valuesOf(answers),
            inputs: typedInputs(product),
            mirror: hasMirrorMenu(product) ? '${nb-mirror}' : (product.mirrors[0]?.url ?? null),
            network: { kind: 'onMachine', text: '${nb-net}' },
            loaders: catalogue.loaders,
            extraArgs: ['${nb-console}', '${nb-extra}'],
            hosts: hostsOf(product, product.mirrors[0]?.url ?? null),
          }),
        })),
    );
}

function needsAnswerFile({ inputs }: Product, facts: Facts): boolean {
  return inputs.some(
    ({ automation, required, default: preset, when }) =>
      automation !== undefined && required && preset === undefined && holds(when, facts),
  );
}

/** The product without the items that none of these boots is for. */
export function withoutDeadEnds(product: Product, boots: readonly StaticBoot[]): Product {
  const axes = product.axes.map((axis) => ({
    ...axis,
    items: axis.items.filter(({ id }) => boots.some(({ answers }) => answers[axis.id] === id)),
  }));
  return { ...product, axes };
}

function waysThrough(product: Product, platform: Platform): readonly Facts[] {
  return product.axes.reduce<readonly Facts[]>(
    (before, axis) =>
      before.flatMap((answers) => {
        const offered = offeredItems(axis, { ...factsOf(platform), ...answers }).map(({ id }) => id);
        const all = axis.allowOther === null ? offered : [...offered, otherAnswer];
        return all.map((id) => ({ ...answers, [axis.id]: id }));
      }),
    [{}],
  );
}

function valuesOf(answers: Facts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answers).map(([axis, id]) => [
      axis,
      id === otherAnswer ? `\${${typedSetting(axis)}}` : id,
    ]),
  );
}

function typedInputs({ inputs }: Product): Record<string, string> {
  return Object.fromEntries(inputs.filter(isTyped).map(({ id }) => [id, `\${${inputSetting(id)}}`]));
}

/** A system that resolves no names needs its mirror's address, and only that of one host can be looked up. */
export function hasMirrorMenu(product: Product): boolean {
  return product.mirrors.length > 1 && !needsNumericUrls(product.net);
}

/** The host whose address the script looks up into `nb-host`; null where names will do. */
export function lookedUpHost({ net }: Product, mirror: string | null): string | null {
  return mirror === null || !needsNumericUrls(net) ? null : hostOf(mirror);
}

/** Addresses of hosts as the script finds them out. */
export function hostsOf(product: Product, mirror: string | null): Record<string, string> {
  const host = lookedUpHost(product, mirror);
  return host === null ? {} : { [host]: '${nb-host}' };
}

function hostOf(url: string): string | null {
  return /^https?:\/\/([^/:]+)/.exec(url)?.[1] ?? null;
}

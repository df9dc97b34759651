import { joinAssets } from '../parse/join-product-files.ts';
import type { Product } from '../product.ts';
import type { Item } from '../schema/axis.ts';
import { holds } from '../schema/condition.ts';
import type { Facts } from '../choice.ts';
import type { Bindings } from './bindings.ts';
import type { Meaning, Scope } from './expander.ts';

/** What each name means for one choice. What stands closer to the choice wins: product, architecture, items. */
export function scopeOf(
  product: Product,
  items: readonly Item[],
  bindings: Bindings,
  facts: Facts,
  inlineNetwork: string,
): Scope {
  const { platform, mirror, values, inputs } = bindings;
  const arch = product.arch[platform.arch];
  const templates = [
    product.values,
    arch?.values ?? {},
    ...items.flatMap((item) => [item.values, item.byArch?.[platform.arch] ?? {}]),
  ];
  const assets = [product.assets, ...items.map((item) => item.assets)].reduce(joinAssets, {});
  const { firmware } = platform;
  const texts = { firmware, arch: arch?.name ?? platform.arch, net: inlineNetwork, ...values };
  return new Map<string, Meaning>([
    ...Object.entries(Object.assign({}, ...templates) as Record<string, string>).map(
      ([name, template]): [string, Meaning] => [name, { kind: 'template', template }],
    ),
    ...Object.entries(assets).map(([name, asset]): [string, Meaning] => [name, { kind: 'asset', asset }]),
    ...product.inputs.map((input): [string, Meaning] => [
      input.id,
      inputMeaning(input, inputs[input.id], facts),
    ]),
    ...Object.entries(texts).map(([name, text]): [string, Meaning] => [name, { kind: 'text', text }]),
    ...(mirror === null ? [] : ([['mirror', { kind: 'text', text: mirror }]] as [string, Meaning][])),
  ]);
}

function inputMeaning(
  { default: preset, when }: Product['inputs'][number],
  given: string | undefined,
  facts: Facts,
): Meaning {
  const text = given ?? preset;
  return text === undefined || !holds(when, facts) ? { kind: 'absent' } : { kind: 'text', text };
}

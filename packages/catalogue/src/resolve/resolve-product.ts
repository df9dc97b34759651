import type { Boot, BootSpec } from '../boot-spec.ts';
import { factsOf, isForPlatform, type Facts } from '../choice.ts';
import type { NetStyleName } from '../network/net-style-name.ts';
import {
  isToldByArguments,
  needsNumericUrls,
  networkArguments,
  type NetworkArguments,
} from '../network/net-styles.ts';
import { platformName } from '../platform.ts';
import type { Input, Product } from '../product.ts';
import type { Item } from '../schema/axis.ts';
import type { BootVariant } from '../schema/boot-variant.ts';
import { holds } from '../schema/condition.ts';
import type { Bindings } from './bindings.ts';
import { bootFiles, neededFeatures } from './boot-files.ts';
import { makeExpander, type Expander } from './expander.ts';
import { expandArguments, resolveBoot } from './resolve-boot.ts';
import { scopeOf } from './scope-of.ts';
import { confirmOf, notesOf, ramOf, tierOf, titleOf } from './spec-words.ts';

export type Resolution =
  | { readonly ok: true; readonly spec: BootSpec; readonly usedAssets: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The one boot spec of a product for these bindings, or all that stands in its way. */
export function resolveProduct(product: Product, bindings: Bindings): Resolution {
  if (!isForPlatform(product, bindings.platform))
    return refuse(`${product.name} is not there for ${platformName(bindings.platform)}`);
  const facts: Facts = { ...factsOf(bindings.platform), ...bindings.values };
  const lacking = product.inputs.filter((input) => isLacking(input, bindings, facts));
  if (lacking.length > 0)
    return { ok: false, problems: lacking.map(({ id, title }) => `the input "${id}" is needed: ${title}`) };
  const variants = product.boot.filter(({ when }) => holds(when, facts));
  const [variant, ...others] = variants;
  if (variant === undefined || others.length > 0)
    return refuse(`${variants.length} of its boot variants apply, wanted exactly one`);
  return resolveVariant(product, variant, bindings, facts);
}

function refuse(problem: string): Resolution {
  return { ok: false, problems: [problem] };
}

function isLacking(
  { id, required, default: preset, when }: Input,
  { inputs }: Bindings,
  facts: Facts,
): boolean {
  return required && inputs[id] === undefined && preset === undefined && holds(when, facts);
}

function resolveVariant(
  product: Product,
  variant: BootVariant,
  bindings: Bindings,
  facts: Facts,
): Resolution {
  const items = chosenItems(product, bindings);
  const netStyle = variant.net ?? product.net;
  const network = networkTextOf(netStyle, bindings);
  const expander = makeExpander(scopeOf(product, items, bindings, facts, network.text.inline ?? ''));
  const moreArgs = argumentsAfter(product, items, bindings, { expander, facts }, network);
  const resolved = resolveBoot(variant, { expander, facts, bindings, moreArgs });
  if (resolved === null || expander.problems.size > 0)
    return {
      ok: false,
      problems: expander.problems.size > 0 ? [...expander.problems] : ['an input in it is not given'],
    };
  const boot = needsHosts(netStyle, bindings) ? withNumericHosts(resolved, bindings.hosts) : resolved;
  const spec: BootSpec = {
    product: product.id,
    title: titleOf(product, bindings.values),
    choice: bindings.values,
    platform: bindings.platform,
    tier: tierOf(product, items),
    netStyle,
    confirm: confirmOf(product, items),
    notes: notesOf(product, items, network, bindings),
    requires: { ramMiB: ramOf(product, items), features: neededFeatures(boot) },
    files: bootFiles(boot, expander.used),
    boot,
  };
  return { ok: true, spec, usedAssets: [...expander.used.keys()] };
}

function networkTextOf(style: NetStyleName, { network }: Bindings): NetworkArguments {
  if (network.kind === 'known') return networkArguments(style, network.words);
  return { ok: true, text: { args: isToldByArguments(style) ? [network.text] : [], inline: network.text } };
}

function needsHosts(style: NetStyleName, { network }: Bindings): boolean {
  return needsNumericUrls(style) && (network.kind === 'onMachine' || network.words.static !== null);
}

function chosenItems(product: Product, { values }: Bindings): readonly Item[] {
  return product.axes.flatMap(({ id, items }) => items.find((item) => item.id === values[id]) ?? []);
}

function argumentsAfter(
  product: Product,
  items: readonly Item[],
  { inputs }: Bindings,
  filling: { readonly expander: Expander; readonly facts: Facts },
  network: NetworkArguments,
): readonly string[] {
  const given = product.inputs.filter(
    ({ id, default: preset, when }) => (inputs[id] ?? preset) !== undefined && holds(when, filling.facts),
  );
  const templates = [product, ...items, ...given].flatMap(({ args }) => args);
  return [...expandArguments(templates, filling), ...network.text.args];
}

/** `//mirrors.example/` becomes `//192.0.2.7/` in the arguments, where the host's address is known. */
function withNumericHosts(boot: Boot, hosts: Readonly<Record<string, string>>): Boot {
  if (boot.method !== 'linux') return boot;
  const args = boot.args.map((arg) => arg.replace(/(?<=\/\/)[^/:,]+/g, (host) => hosts[host] ?? host));
  return { ...boot, args };
}

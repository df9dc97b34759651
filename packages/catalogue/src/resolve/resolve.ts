import { dhcpNetwork, type MachineNetwork } from '@netberth/network';
import type { Catalogue, Loaders } from '../catalogue.ts';
import { factsOf, offeredItems, type Choice } from '../choice.ts';
import { networkWords } from '../network/network-words.ts';
import type { Platform } from '../platform.ts';
import type { Product } from '../product.ts';
import { idSchema } from '../schema/word-schemas.ts';
import { resolveProduct, type Resolution } from './resolve-product.ts';

/** The machine that a choice is resolved for, and what was given for it. */
export type BootContext = {
  readonly platform: Platform;
  /** Not given: DHCP answers the machine. */
  readonly network?: MachineNetwork;
  readonly hostname?: string;
  /** By the names of the product's inputs. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** The URL of a mirror; not given: the product's first. */
  readonly mirror?: string;
  /** Arguments of a kernel, after all others. */
  readonly extraArgs?: readonly string[];
  /** Own copies of memdisk and wimboot. */
  readonly loaders?: Loaders;
  /** Addresses of hosts by name, for systems that resolve none (archiso with a static address). */
  readonly hosts?: Readonly<Record<string, string>>;
};

/**
 * What a choice comes to on a machine: exactly one boot spec, or every problem that stands in its way.
 *
 * Example: `resolve(catalogue, { product: 'debian', values: { release: 'trixie' } }, { platform })`.
 */
export function resolve(catalogue: Catalogue, choice: Choice, context: BootContext): Resolution {
  const product = catalogue.products.find(({ id }) => id === choice.product);
  if (product === undefined) return { ok: false, problems: [noProduct(choice.product)] };
  const network = networkWords(context.network ?? dhcpNetwork, context.hostname ?? null);
  const checked = checkChoice(product, choice, context);
  const problems = [...checked.problems, ...(network.ok ? [] : network.problems)];
  if (!network.ok || problems.length > 0) return { ok: false, problems };
  return resolveProduct(product, {
    platform: context.platform,
    values: checked.values,
    inputs: context.inputs ?? {},
    mirror: context.mirror ?? product.mirrors[0]?.url ?? null,
    network: { kind: 'known', words: network.words },
    loaders: context.loaders ?? catalogue.loaders,
    extraArgs: context.extraArgs ?? [],
    hosts: context.hosts ?? {},
  });
}

export function noProduct(id: string): string {
  return `there is no product "${id}"`;
}

/** The answer to each axis on a platform, and what is wrong with what was chosen and given. */
export function checkChoice(
  product: Product,
  choice: Choice,
  { platform, inputs, mirror, extraArgs }: Pick<BootContext, 'platform' | 'inputs' | 'mirror' | 'extraArgs'>,
): Answers {
  const answers = answersOf(product, choice, platform);
  return {
    values: answers.values,
    problems: [
      ...answers.problems,
      ...inputProblems(product, inputs ?? {}),
      ...(mirror === undefined ? [] : wordProblems('the mirror', mirror)),
      ...(extraArgs ?? []).flatMap((arg) => (arg.includes('${') ? [`the argument "${arg}" has "\${"`] : [])),
    ],
  };
}

export type Answers = {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
};

function answersOf(product: Product, choice: Choice, platform: Platform): Answers {
  const values: Record<string, string> = {};
  const problems: string[] = [];
  for (const axis of product.axes) {
    const offered = offeredItems(axis, { ...factsOf(platform), ...values }).map(({ id }) => id);
    const answer = choice.values[axis.id] ?? offered[0] ?? '';
    const isTyped = axis.allowOther !== null && !axis.items.some(({ id }) => id === answer);
    if (!offered.includes(answer) && !(isTyped && idSchema.safeParse(answer).success))
      problems.push(`"${answer}" is no ${axis.id} of ${product.name} here; there are ${offered.join(', ')}`);
    values[axis.id] = answer;
  }
  const unknown = Object.keys(choice.values).filter((name) => values[name] === undefined);
  return {
    values,
    problems: [...problems, ...unknown.map((name) => `${product.name} has no "${name}" to choose`)],
  };
}

function inputProblems(product: Product, inputs: Readonly<Record<string, string>>): string[] {
  return Object.entries(inputs).flatMap(([name, text]) =>
    product.inputs.some(({ id }) => id === name)
      ? wordProblems(`the input "${name}"`, text)
      : [`${product.name} has no input "${name}"`],
  );
}

function wordProblems(what: string, text: string): string[] {
  const isWord = /^[^\s\p{Cc}\p{Cf}]+$/u.test(text) && !text.includes('${');
  return isWord ? [] : [`${what} is "${text}", wanted one word without blanks and without "\${"`];
}

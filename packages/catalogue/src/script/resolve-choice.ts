import type { MachineNetwork } from '@netberth/network';
import type { BootSpec } from '../boot-spec.ts';
import { productOf, type Catalogue, type Loaders } from '../catalogue.ts';
import { platformFor, type Choice } from '../choice.ts';
import { allAbilities, lacksOf, type MachineAbilities } from '../menu/machine-lacks.ts';
import { hostsOf } from '../menu/static-boots.ts';
import { networkWords } from '../network/network-words.ts';
import { withOwnCard } from '../network/with-own-card.ts';
import { platformName, type Platform } from '../platform.ts';
import type { Product } from '../product.ts';
import { checkChoice, noProduct } from '../resolve/resolve.ts';
import { resolveProduct, type Resolution } from '../resolve/resolve-product.ts';

/** A choice with what was given for it. */
export type Chosen = {
  readonly choice: Choice;
  /** By the names of the product's inputs. */
  readonly inputs: Readonly<Record<string, string>>;
  /** null: the product's first. */
  readonly mirror: string | null;
  /** Arguments of a kernel, after all others. */
  readonly args: readonly string[];
};

/** The machine that it is for, as far as it is known. */
export type ChoosingMachine = {
  /** What it may be, the likeliest first. */
  readonly platforms: readonly Platform[];
  /** null: the script hands on what iPXE has. */
  readonly network: MachineNetwork | null;
  /** null: not known. */
  readonly hostname: string | null;
  /** At the console a person may have asked for more arguments, see the menu's options. */
  readonly isAttended: boolean;
  /** What is said before it boots where it cannot work; not given: nothing is known. */
  readonly abilities?: MachineAbilities;
  readonly loaders?: Loaders;
};

export type ChoiceBoot = { readonly platform: Platform; readonly spec: BootSpec };

/** A choice on a machine: what it boots on each platform that the machine may be. Its texts may hold settings of iPXE. */
export type ResolvedChoice = {
  readonly product: Product;
  readonly title: string;
  /** Without those that it does not exist for; never empty. */
  readonly boots: readonly ChoiceBoot[];
  readonly isForOnePlatform: boolean;
  readonly mirror: string | null;
  readonly network: MachineNetwork | null;
  readonly hostname: string | null;
};

export type ResolvingChoice =
  | { readonly ok: true; readonly resolved: ResolvedChoice }
  | { readonly ok: false; readonly problems: readonly string[] };

/** What a choice comes to on a machine, or all that stands in its way on the likeliest platform. */
export function resolveChoice(
  catalogue: Catalogue,
  chosen: Chosen,
  machine: ChoosingMachine,
): ResolvingChoice {
  const product = productOf(catalogue, chosen.choice.product);
  if (product === undefined) return { ok: false, problems: [noProduct(chosen.choice.product)] };
  const platforms = distinct(machine.platforms.map((platform) => platformFor(product, platform)));
  const resolutions = platforms.map((platform) => ({
    platform,
    resolution: resolveOn(product, chosen, machine, platform, machine.loaders ?? catalogue.loaders),
  }));
  const boots = resolutions.flatMap(({ platform, resolution }) =>
    resolution.ok ? [{ platform, spec: warned(resolution.spec, machine.abilities ?? allAbilities) }] : [],
  );
  const [first] = boots;
  if (first === undefined) return { ok: false, problems: worstProblems(product, resolutions) };
  const mirror = chosen.mirror ?? product.mirrors[0]?.url ?? null;
  const { network, hostname } = machine;
  const { title } = first.spec;
  const isForOnePlatform = platforms.length === 1;
  return { ok: true, resolved: { product, title, boots, isForOnePlatform, mirror, network, hostname } };
}

/** A person may know better, so what lacks is said and it is tried. */
function warned(spec: BootSpec, abilities: MachineAbilities): BootSpec {
  const lacks = lacksOf(spec, abilities).map((lack) => `This machine cannot start it: ${lack}.`);
  return lacks.length === 0 ? spec : { ...spec, notes: [...spec.notes, ...lacks] };
}

function distinct(platforms: readonly Platform[]): readonly Platform[] {
  return [...new Map(platforms.map((platform) => [platformName(platform), platform])).values()];
}

function resolveOn(
  product: Product,
  { choice, inputs, mirror, args }: Chosen,
  { network, hostname, isAttended }: ChoosingMachine,
  platform: Platform,
  loaders: Loaders,
): Resolution {
  const words = network === null ? null : networkWords(network, hostname);
  const given = { platform, inputs, extraArgs: args, ...(mirror === null ? {} : { mirror }) };
  const checked = checkChoice(product, choice, given);
  const problems = [...checked.problems, ...(words?.ok === false ? words.problems : [])];
  if (problems.length > 0 || words?.ok === false) return { ok: false, problems };
  const used = mirror ?? product.mirrors[0]?.url ?? null;
  return resolveProduct(product, {
    platform,
    values: checked.values,
    inputs,
    mirror: used,
    network:
      words === null
        ? { kind: 'onMachine', text: '${nb-net}' }
        : { kind: 'known', words: withOwnCard(words.words) },
    loaders,
    extraArgs: isAttended ? [...args, '${nb-console}', '${nb-extra}'] : args,
    hosts: hostsOf(product, used),
  });
}

/** Those of a platform that the product exists for say more than that it does not exist for another. */
function worstProblems(
  product: Product,
  resolutions: readonly { readonly platform: Platform; readonly resolution: Resolution }[],
): readonly string[] {
  const failed = resolutions.flatMap(({ resolution }) => (resolution.ok ? [] : [resolution.problems]));
  const missing = `${product.name} is not there for`;
  return (
    failed.find(([problem]) => !problem?.startsWith(missing)) ?? failed[0] ?? [`${missing} this machine`]
  );
}

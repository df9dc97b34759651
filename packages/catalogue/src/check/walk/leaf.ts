import type { MachineNetwork } from '@netberth/network';
import type { Catalogue } from '../../catalogue.ts';
import { choiceName, isForPlatform, type Facts } from '../../choice.ts';
import { inputSetting, isAsked, isTyped, otherAnswer, typedSetting } from '../../menu/question.ts';
import { hasMirrorMenu, staticBoots, withoutDeadEnds } from '../../menu/static-boots.ts';
import { isSamePlatform, platformName, platforms, type Platform } from '../../platform.ts';
import type { Product } from '../../product.ts';
import { exampleInputs } from '../list-resolutions.ts';
import { resolve } from '../../resolve/resolve.ts';
import type { Resolution } from '../../resolve/resolve-product.ts';
import type { Route } from './guide.ts';
import { dhcpMachine, staticMachine } from './simulated-card.ts';

/** An end of the static menu: who goes there by which route, and what must boot there. */
export type Leaf = {
  /** For problems: `release=13 on bios-x86_64`. */
  readonly place: string;
  readonly machine: Platform;
  readonly network: MachineNetwork;
  readonly route: Route;
  readonly wanted: Resolution;
};

/** Every way through a product's menu on every machine that is offered it; one each by a static address and a mirror. */
export function leavesOf(catalogue: Catalogue, product: Product): readonly Leaf[] {
  const boots = staticBoots(catalogue, product);
  const shown = withoutDeadEnds(product, boots);
  const [, mirror] = product.mirrors;
  const isMirrorAsked = mirror !== undefined && hasMirrorMenu(product) && shown.axes.some(isAsked);
  return machinesFor(product).flatMap(({ machine, platform }) => {
    const ways = boots
      .filter((boot) => isSamePlatform(boot.platform, platform))
      .map(({ answers }) => answers);
    const [first] = ways;
    const leaf = (answers: Facts, rest: Partial<Detour> = {}): Leaf =>
      leafOf(catalogue, shown, { machine, platform, answers, network: dhcpMachine, ...rest });
    if (first === undefined) return [];
    return [
      ...ways.map((answers) => leaf(answers)),
      leaf(first, { network: staticMachine }),
      ...(isMirrorAsked ? [leaf(first, { mirror: mirror.url })] : []),
    ];
  });
}

/** Where a product is offered, and as what it is taken there: a 64-bit PC gets what is for 32 bits only, too. */
export function machinesFor(
  product: Product,
): readonly { readonly machine: Platform; readonly platform: Platform }[] {
  const own = platforms.filter((platform) => isForPlatform(product, platform));
  const narrow = own.find(({ firmware, arch }) => firmware === 'bios' && arch === 'i386');
  const wide = { firmware: 'bios', arch: 'x86_64' } as const;
  return [
    ...own.map((platform) => ({ machine: platform, platform })),
    ...(narrow !== undefined && product.arch.x86_64 === undefined
      ? [{ machine: wide, platform: narrow }]
      : []),
  ];
}

/** What is typed where a menu lets type. */
const typedSample = 'typed-1';

type Detour = {
  readonly machine: Platform;
  readonly platform: Platform;
  readonly answers: Facts;
  readonly network: MachineNetwork;
  readonly mirror?: string;
};

function leafOf(catalogue: Catalogue, product: Product, asked: Detour): Leaf {
  const { machine, platform, answers, network, mirror } = asked;
  const inputs = exampleInputs(product);
  const detour = mirror === undefined ? [] : ['nb-mirrors', 'mirror-1'];
  const values = Object.fromEntries(
    Object.entries(answers).map(([axis, id]) => [axis, id === otherAnswer ? typedSample : id]),
  );
  return {
    place: placeOf(asked),
    machine,
    network,
    route: {
      labels: [
        `section-${product.section}`,
        product.id,
        ...detour,
        ...product.axes.filter(isAsked).map(({ id }) => answers[id] ?? ''),
      ],
      texts: textsOf(product, inputs),
    },
    wanted: resolve(
      catalogue,
      { product: product.id, values },
      { platform, network, inputs, ...(mirror !== undefined && { mirror }) },
    ),
  };
}

function placeOf({ machine, answers, network, mirror }: Detour): string {
  const details = [
    ...(network.boot.interface.ipv4?.kind === 'static' ? ['a static address'] : []),
    ...(mirror === undefined ? [] : ['another mirror']),
  ];
  const name = choiceName(answers);
  const on =
    details.length === 0 ? platformName(machine) : `${platformName(machine)} with ${details.join(', ')}`;
  return name === '' ? on : `${name} on ${on}`;
}

function textsOf(product: Product, inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries([
    ...product.axes.map(({ id }) => [typedSetting(id), typedSample]),
    ...product.inputs
      .filter(isTyped)
      .map(({ id, default: preset }) => [inputSetting(id), inputs[id] ?? preset ?? '']),
  ]);
}

import type { z } from 'zod';
import type { openstackBoot } from '../openstack-definitions.ts';
import type { BootWay } from './boot-ways.ts';

type BootInput = z.output<typeof openstackBoot.input>;

/** One server as it is wanted: whole, and without contradiction. */
export type BootWish = Pick<
  BootInput,
  'name' | 'fixedIp' | 'dns' | 'bus' | 'expires' | 'nat' | 'generalise'
> & {
  /** In the order in which they are installed; none with the menu. */
  readonly profiles: readonly string[];
  readonly network: string;
  readonly flavor: string;
  readonly goesTo: 'bootstrap' | 'menu';
  readonly way: BootWay;
  /** Null: none. */
  readonly volumeGib: number | null;
};

export type ReadWish =
  | { readonly kind: 'wish'; readonly wish: BootWish }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** Everything that is missing or contradicts itself, at once. */
export function readBootWish(asked: Omit<BootInput, 'cleanup' | 'follow' | 'timeout'>): ReadWish {
  const { name, fixedIp, profile: profiles, dns, bus, expires, nat, network, flavor, menu, volume } = asked;
  const { generalise } = asked;
  const problems: string[] = [];
  if (network === undefined) problems.push('--network is missing: where its port is made');
  if (flavor === undefined) problems.push('--flavor is missing: how large it is');
  if (menu && profiles.length > 0)
    problems.push('--menu and --profile exclude each other: who decides what is installed?');
  if (!menu && profiles.length === 0)
    problems.push('say what is installed with --profile NAME, or let a person choose with --menu');
  const way = asked.way ?? (volume === undefined ? 'rescue' : 'volume');
  if (way === 'volume' && volume === undefined) problems.push('--way volume needs --volume GIB');
  if (way === 'rescue' && volume !== undefined)
    problems.push('--way rescue installs to the disk of the flavor: leave --volume out');
  if (problems.length > 0 || network === undefined || flavor === undefined)
    return { kind: 'refused', problems };
  return {
    kind: 'wish',
    wish: {
      ...{ name, fixedIp, profiles, dns, bus, expires, nat, generalise, network, flavor, way },
      goesTo: menu ? 'menu' : 'bootstrap',
      volumeGib: volume ?? null,
    },
  };
}

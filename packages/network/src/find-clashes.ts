import { isSameNetwork, parseAddress } from './ip-address.ts';
import type { StaticAddress } from './boot-network.ts';
import type { NetworkInterface } from './machine-network.ts';

type Remark = { readonly field: string; readonly message: string };
type Placed = { readonly at: string; readonly way: StaticAddress };

/** What interfaces may not share, and what they had better not. */
export function findClashes(interfaces: readonly NetworkInterface[]): {
  readonly problems: readonly Remark[];
  readonly warnings: readonly Remark[];
} {
  const placed = interfaces.flatMap(({ ipv4, ipv6 }, index): Placed[] =>
    [ipv4, ipv6].flatMap((way) => (way?.kind === 'static' ? [{ at: `interfaces.${index}`, way }] : [])),
  );
  return {
    problems: [
      ...unknownCards(interfaces),
      ...sharedCards(interfaces),
      ...sharedNames(interfaces),
      ...repeatedAddresses(placed),
      ...secondGateways(placed),
    ],
    warnings: overlaps(placed),
  };
}

function unknownCards(interfaces: readonly NetworkInterface[]): Remark[] {
  if (interfaces.length === 1) return [];
  return interfaces.flatMap(({ on }, index) =>
    on.kind === 'card' && on.mac === null
      ? [
          {
            field: `interfaces.${index}.mac`,
            message: 'is missing: with several interfaces each names its card',
          },
        ]
      : [],
  );
}

/** A card has one untagged interface, one in each VLAN, and no other when it belongs to a bond. */
function sharedCards(interfaces: readonly NetworkInterface[]): Remark[] {
  const users = interfaces.flatMap(({ on, vlan }, index) => {
    const at = `interfaces.${index}`;
    if (on.kind === 'card')
      return on.mac === null ? [] : [{ at, field: `${at}.mac`, mac: on.mac, as: `${vlan}` }];
    return on.members.map(({ mac }) => ({
      at,
      field: `${at}.bond.members`,
      mac,
      as: `member of ${on.name}`,
    }));
  });
  return users.flatMap(({ at, field, mac, as }, index) => {
    const isBonded = as.startsWith('member');
    const clash = users.slice(0, index).find((other) => {
      if (other.mac !== mac) return false;
      if (other.at === at) return true;
      return isBonded || other.as.startsWith('member') ? other.as !== as : other.as === as;
    });
    return clash === undefined ? [] : [{ field, message: `"${mac}" is used by ${clash.field} already` }];
  });
}

/** `bond0` and `bond0.7` are two interfaces; two called `bond0.7` are one. */
function sharedNames(interfaces: readonly NetworkInterface[]): Remark[] {
  return interfaces.flatMap(({ on, vlan }, index) => {
    const earlier = interfaces
      .slice(0, index)
      .findIndex((other) => on.name !== null && other.on.name === on.name && other.vlan === vlan);
    if (earlier < 0) return [];
    return [{ field: `interfaces.${index}.name`, message: `"${on.name}" is interfaces.${earlier} already` }];
  });
}

function repeatedAddresses(placed: readonly Placed[]): Remark[] {
  return placed.flatMap(({ at, way: { address } }, index) => {
    const earlier = placed.slice(0, index).find(({ way }) => way.address === address);
    if (earlier === undefined) return [];
    return [{ field: `${at}.addresses`, message: `"${address}" is an address of ${earlier.at} already` }];
  });
}

/** A second default route of a family would be taken or not, as the kernel likes. */
function secondGateways(placed: readonly Placed[]): Remark[] {
  const routed = placed.filter(({ way }) => way.gateway !== null);
  return routed.flatMap(({ at, way }, index) => {
    const earlier = routed.slice(0, index).find((other) => isIpv6(other.way) === isIpv6(way));
    if (earlier === undefined) return [];
    const family = isIpv6(way) ? 'IPv6' : 'IPv4';
    return [
      {
        field: `${at}.gateways`,
        message: `"${way.gateway}" is a second ${family} gateway beside "${earlier.way.gateway}" of ${earlier.at}: keep one`,
      },
    ];
  });
}

function isIpv6({ address }: StaticAddress): boolean {
  return address.includes(':');
}

function overlaps(placed: readonly Placed[]): Remark[] {
  return placed.flatMap(({ at, way }, index) => {
    const earlier = placed.slice(0, index).find((other) => other.at !== at && isOverlap(other.way, way));
    if (earlier === undefined) return [];
    return [
      {
        field: `${at}.addresses`,
        message: `${way.address}/${way.prefixLength} is in the network of ${earlier.at}: answers may leave by the other card`,
      },
    ];
  });
}

function isOverlap(one: StaticAddress, other: StaticAddress): boolean {
  const [first, second] = [parseAddress(one.address), parseAddress(other.address)];
  if (first === null || second === null) return false;
  return isSameNetwork(first, second, Math.min(one.prefixLength, other.prefixLength));
}

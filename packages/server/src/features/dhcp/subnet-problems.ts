import { BlockList, isIP } from 'node:net';
import { hasErrorCode } from '../../platform/error-code.ts';
import { isInNetwork } from '../../config/dhcp-settings.ts';
import type { DhcpMode, DhcpRange, DhcpSubnetSetting } from '../../config/dhcp-settings.ts';

/** What is wrong within and between subnets; each line names the value and what is wanted. */
export function subnetProblems(mode: DhcpMode, subnets: readonly DhcpSubnetSetting[]): string[] {
  return subnets.flatMap((subnet, index) => {
    const name = `${subnet.network}/${subnet.prefixBits}`;
    const others = subnets.slice(0, index);
    return [
      ...subnet.ranges.flatMap((range) => rangeProblems(subnet, range)),
      ...overlappingRanges(subnet.ranges),
      ...routerProblems(subnet),
      ...others
        .filter((other) => isInNetwork(subnet.network, other) || isInNetwork(other.network, subnet))
        .map((other) => `is the same network as ${other.network}/${other.prefixBits}, or a part of it`),
      ...(mode === 'full' && subnet.ranges.length === 0 && subnet.family === 4 && subnet.prefixBits > 30
        ? ['has no room for machines']
        : []),
    ].map((problem) => `dhcp.subnets: ${name} ${problem}`);
  });
}

function rangeProblems(subnet: DhcpSubnetSetting, { first, last }: DhcpRange): readonly string[] {
  const outside = [first, last].filter((address) => !isInNetwork(address, subnet));
  if (outside.length > 0)
    return [
      `has the range ${first}-${last}, of which ${outside.join(' and ')} ${outside.length === 1 ? 'lies' : 'lie'} outside`,
    ];
  return rangeOf({ first, last }) === null ? [`has the range ${first}-${last}, which runs backwards`] : [];
}

/** Null where the first address is behind the last. */
function rangeOf({ first, last }: DhcpRange): BlockList | null {
  const list = new BlockList();
  try {
    list.addRange(first, last, familyName(first));
    return list;
  } catch (error) {
    if (hasErrorCode(error, 'ERR_INVALID_ARG_VALUE')) return null;
    throw error;
  }
}

function overlappingRanges(ranges: readonly DhcpRange[]): readonly string[] {
  return ranges.flatMap((range, index) =>
    ranges
      .slice(0, index)
      .filter((other) => holdsEnd(rangeOf(range), other) || holdsEnd(rangeOf(other), range))
      .map(
        (other) => `has ranges that overlap: ${other.first}-${other.last} and ${range.first}-${range.last}`,
      ),
  );
}

function holdsEnd(list: BlockList | null, { first, last }: DhcpRange): boolean {
  return list !== null && [first, last].some((address) => list.check(address, familyName(address)));
}

function familyName(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** An IPv6 router is told by advertisements, and may well be link-local. */
function routerProblems(subnet: DhcpSubnetSetting): readonly string[] {
  if (subnet.router === null || subnet.family === 6 || isInNetwork(subnet.router, subnet)) return [];
  return [`has the router ${subnet.router}, which is outside of it: its machines could not reach it`];
}

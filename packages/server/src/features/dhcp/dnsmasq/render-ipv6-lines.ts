import { clientKinds, offeredKinds } from '../client-kinds.ts';
import type { DhcpPlan, PlannedSubnet } from '../plan-dhcp.ts';

/** RFC 5970: option 61 is the architecture (two octets), 59 the URL; 16 and 15 are vendor and user class. */
export function clientTag6Lines(): readonly string[] {
  return [
    '# The same over DHCPv6.',
    'dhcp-userclass=set:ipxe6,iPXE',
    'dhcp-vendorclass=set:http6,enterprise:343,HTTPClient',
    ...clientKinds.flatMap(({ name, architectures }) =>
      architectures.map((code) => `dhcp-match=set:${name}-6,option6:61,${hexPair(code)}`),
    ),
  ];
}

function hexPair(code: number): string {
  return `00:${code.toString(16).padStart(2, '0')}`;
}

/** Addresses, advertisements and boot URLs of one IPv6 network. Pure. */
export function subnet6Lines({ loaders }: DhcpPlan, subnet: PlannedSubnet): readonly string[] {
  const { tag, network, prefixBits, ranges, dns, domain, leaseSeconds, advertise, origin } = subnet;
  const spans =
    ranges.length === 0 ? [`${network},static`] : ranges.map(({ first, last }) => `${first},${last}`);
  const option = (who: string, value: string) => `dhcp-option=tag:${tag},${who}option6:${value}`;
  return [
    `# ${network}/${prefixBits}`,
    ...spans.map((span) => `dhcp-range=set:${tag},${span},${prefixBits},${leaseSeconds}s`),
    ...(advertise ? ['enable-ra'] : []),
    ...(dns.length === 0 ? [] : [option('', `dns-server,${dns.map((each) => `[${each}]`).join(',')}`)]),
    ...(domain === null ? [] : [option('', `domain-search,${domain}`)]),
    option('tag:ipxe6,', `bootfile-url,${origin.url}/bootstrap.ipxe`),
    ...offeredKinds(loaders).flatMap(({ name, vendorClass }) => {
      const loader = loaders.get(name) ?? '';
      const who = `tag:!ipxe6,tag:${name}-6,`;
      return vendorClass === 'PXEClient'
        ? [option(`${who}tag:!http6,`, `bootfile-url,tftp://[${origin.address}]/${loader}`)]
        : [
            option(`${who}tag:http6,`, `bootfile-url,${origin.url}/firmware/${loader}`),
            option(`${who}tag:http6,`, `16,${httpVendorClass6}`),
          ];
    }),
  ];
}

/** Enterprise number 343, then the length and the letters of `HTTPClient` (RFC 8415 21.16). */
const httpVendorClass6 = '00:00:01:57:00:0a:48:54:54:50:43:6c:69:65:6e:74';

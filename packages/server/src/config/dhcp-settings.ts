import { BlockList, isIP } from 'node:net';
import type { dhcpModeSchema } from '@netberth/api';
import { z } from 'zod';
import { octetMask } from './netmask.ts';

export type DhcpMode = z.output<typeof dhcpModeSchema>;

/** A network in which machines get addresses, as the settings say it. */
export type DhcpSubnetSetting = {
  /** Without the bits of a host: `10.20.0.0`. */
  readonly network: string;
  readonly prefixBits: number;
  readonly family: 4 | 6;
  readonly ranges: readonly DhcpRange[];
  readonly router: string | null;
  readonly dns: readonly string[];
  readonly domain: string | null;
  readonly leaseSeconds: number;
  /** IPv6: also send router advertisements. */
  readonly advertise: boolean;
};
/** Both ends belong to it. */
export type DhcpRange = { readonly first: string; readonly last: string };

const addressSchema = z.string().refine((text) => isIP(text) !== 0, {
  error: ({ input }) => `has "${String(input)}", which is no address`,
});

const networkSchema = z.string('has no network').transform((text, context) => {
  const [network = '', prefix = ''] = text.split('/');
  const family = isIP(network);
  const isPrefix = /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
  if (family === 4 && isPrefix) return { network, prefixBits: Number(prefix), family: 4 as const };
  if (family === 6 && isPrefix) return { network, prefixBits: Number(prefix), family: 6 as const };
  context.addIssue(`has "${text}", which is no network like 10.20.0.0/24`);
  return z.NEVER;
});

const rangeSchema = z.string('has a range that is no text').transform((text, context): DhcpRange => {
  const [first = '', last = '', ...more] = text.split('-').map((part) => part.trim());
  const isRange = isIP(first) !== 0 && isIP(first) === isIP(last) && more.length === 0;
  if (isRange) return { first, last };
  context.addIssue(`has "${text}", which is no range like 10.20.0.100-10.20.0.199`);
  return z.NEVER;
});

const leaseSchema = z
  .string('has a lease that is no text')
  .regex(/^[1-9]\d{0,5}[mhd]$/, {
    error: ({ input }) => `has "${String(input)}", which is no lease like 30m, 12h or 7d`,
  })
  .transform((text) => Number(text.slice(0, -1)) * secondsOf(text.at(-1)));

function secondsOf(unit: string | undefined): number {
  if (unit === 'm') return 60;
  return unit === 'h' ? 3600 : 86_400;
}

const domainSchema = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/, {
  error: ({ input }) => `has "${String(input)}", which is no domain`,
});

function listOf<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (given) => (typeof given === 'string' ? given.split(',').map((part) => part.trim()) : given),
    z.array(item, 'has something that is no list'),
  );
}

const subnetSchema = z
  .strictObject(
    {
      subnet: networkSchema,
      ranges: listOf(rangeSchema).default([]),
      router: addressSchema.nullable().default(null),
      dns: listOf(addressSchema).default([]),
      domain: domainSchema.nullable().default(null),
      lease: leaseSchema.default(12 * 3600),
      advertise: z
        .union([z.boolean(), z.stringbool()], 'has an advertise that is neither true nor false')
        .default(false),
    },
    { error: (issue) => (issue.code === 'unrecognized_keys' ? unknownWords(issue.keys) : undefined) },
  )
  .transform(({ subnet, lease, ...rest }): DhcpSubnetSetting => ({
    ...subnet,
    network: firstAddress(subnet.network, subnet.prefixBits),
    leaseSeconds: lease,
    ...rest,
  }));

function unknownWords(keys: readonly string[]): string {
  return `has "${keys.join('", "')}"; a subnet has subnet, ranges, router, dns, domain, lease and advertise`;
}

/** `10.20.0.7/24` means the network that it is in. IPv6 networks are taken as they are written. */
function firstAddress(network: string, prefixBits: number): string {
  if (isIP(network) !== 4) return network;
  const octets = network.split('.').map(Number);
  return octets.map((octet, index) => octet & octetMask(prefixBits, index)).join('.');
}

/** Whether an address lies in a network. */
export function isInNetwork(
  address: string,
  { network, prefixBits, family }: Pick<DhcpSubnetSetting, 'network' | 'prefixBits' | 'family'>,
): boolean {
  if (isIP(address) !== family) return false;
  const list = new BlockList();
  const name = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(network, prefixBits, name);
  return list.check(address, name);
}

/**
 * Subnets as a YAML list of maps, or as text: `10.20.0.0/24 ranges=10.20.0.100-10.20.0.199 router=10.20.0.1`,
 * several of them with `;` between them.
 */
export const dhcpSubnetsSchema = z.preprocess(
  (given) => (typeof given === 'string' ? given.split(';') : given),
  z.array(z.preprocess(readWords, subnetSchema), 'is not a list of subnets'),
);

function readWords(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  const [subnet = '', ...words] = given.trim().split(/\s+/);
  const pairs = words.map((word): [string, string] => {
    const [name = '', ...value] = word.split('=');
    return [name, value.length === 0 ? 'true' : value.join('=')];
  });
  return { ...Object.fromEntries(pairs), subnet };
}

/** `eth0`, `eth0.20`, `br-lan`: at most 15 characters, as Linux has it (IFNAMSIZ). */
export const interfaceListSchema = z.preprocess(
  (given) =>
    typeof given === 'string'
      ? given
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== '')
      : given,
  z.array(
    z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,14}$/, {
      error: ({ input }) => `has "${String(input)}", which is no interface name`,
    }),
    'is not a list',
  ),
);

import { z } from 'zod';

/** The kernel's names (`modinfo bonding`); LACP is `802.3ad`. */
export const bondModes = [
  'active-backup',
  '802.3ad',
  'balance-rr',
  'balance-xor',
  'balance-tlb',
  'balance-alb',
  'broadcast',
] as const;
export type BondMode = (typeof bondModes)[number];

const text = z.string().max(100);
const addresses = z
  .array(text)
  .max(2)
  .default(['dhcp'])
  .describe('192.0.2.10/24, 2001:db8::10/64, dhcp, slaac; one of each family; empty: none');
const gateways = z.array(text).max(2).default([]).describe('the router, one of each family');
const vlan = z.int().nullable().default(null).describe('its 802.1Q tag, 1 to 4094; without: not tagged');
const name = text.nullable().default(null).describe('what the installed system calls it, such as ens3');

const memberSchema = z.strictObject({ mac: text.describe('the MAC address of a card'), name });

const bondSchema = z
  .strictObject({
    mode: z.enum(bondModes).describe('how its members share the work'),
    members: z.array(memberSchema).min(1, 'is empty').max(8).describe('the cards that it is made of'),
    meanwhile: z
      .strictObject({ vlan, addresses, gateways })
      .nullable()
      .default(null)
      .describe('what iPXE, which knows no bonds, uses on one card; without: what the bond has'),
  })
  .describe('several cards that work as one');

const interfaceSchema = z.strictObject({
  mac: text
    .nullable()
    .default(null)
    .describe('the MAC address of its card; without: the one that iPXE comes up with'),
  name,
  bond: bondSchema.nullable().default(null),
  vlan,
  mtu: z.int().nullable().default(null).describe('the largest packet, in bytes'),
  addresses,
  gateways,
});

/**
 * A machine's network as people write it; what it means is found by {@link parseMachineNetwork}, which also checks it. Two
 * interfaces on one card, with different VLANs, are two entries with its MAC.
 */
export const writtenNetworkSchema = z
  .strictObject({
    interfaces: z
      .array(interfaceSchema)
      .min(1, 'is empty')
      .max(16)
      .describe('where the machine has addresses'),
    dns: z.array(text).max(8).default([]).describe('name servers, at most four'),
    search: z.array(text).max(8).default([]).describe('domains in which short names are looked up'),
    boot: text
      .nullable()
      .default(null)
      .describe('the MAC address of the card that iPXE uses; without: the first one'),
  })
  .describe('where a machine has which addresses');

const shownPlace = {
  vlan: z.int().nullable(),
  addresses: z.array(z.string()),
  gateways: z.array(z.string()),
};
const shownName = z.string().nullable();

/** The same with nothing left out: what is stored and shown. */
export const networkSchema = z.object({
  interfaces: z.array(
    z.object({
      mac: z.string().nullable(),
      name: shownName,
      bond: z
        .object({
          mode: z.enum(bondModes),
          members: z.array(z.object({ mac: z.string(), name: shownName })),
          meanwhile: z.object(shownPlace).nullable(),
        })
        .nullable(),
      mtu: z.int().nullable(),
      ...shownPlace,
    }),
  ),
  dns: z.array(z.string()),
  search: z.array(z.string()),
  boot: z.string().nullable(),
});

export type NetworkDocument = z.infer<typeof networkSchema>;
export type InterfaceDocument = NetworkDocument['interfaces'][number];

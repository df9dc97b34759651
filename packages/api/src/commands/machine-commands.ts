import { parseAddress, writtenNetworkSchema } from '@netberth/network';
import { z } from 'zod';
import { bootSchema } from '../boot.ts';
import { defineCommand } from '../command-definition.ts';
import { factConditionSchema } from '../fact-condition.ts';
import { machineHistorySchema } from '../machine-history.ts';
import {
  hostnameSchema,
  labelsSchema,
  lineSchema,
  machineSchema,
  machineStateSchema,
  macSchema,
  metadataSchema,
  serialSchema,
  uuidSchema,
} from '../machine.ts';
import { proofSchema } from '../profile.ts';
import { pageSchema } from '../page.ts';
import { machineField as machine } from './machine-field.ts';
import { machineRuleSchema } from '../rule.ts';

const address = z.union([z.ipv4(), z.ipv6()]);
const resting = z
  .string()
  .max(64)
  .optional()
  .describe('what it boots without a grant: disk, menu, or a non-destructive profile');

const addressWords = lineSchema(200).refine(
  (text) => text.split(/[\s,]+/).every((word) => word === '' || isAddressWord(word)),
  'is not an address like 192.0.2.10/24 or 2001:db8::10/64, nor dhcp or slaac',
);
const digits = z.string().regex(/^\d{0,5}$/, 'is not a number');
const networkFields = {
  address: addressWords
    .optional()
    .describe(
      'its address: 192.0.2.10/24, with a comma an IPv6 one too, or dhcp, slaac; without a prefix length only what it is known by',
    ),
  gateway: addressWords.optional().describe('the router, one of each family, separated by a comma'),
  dns: addressWords.optional().describe('name servers, separated by commas'),
  search: lineSchema(1000).optional().describe('domains in which it looks up short names'),
  vlan: digits.optional().describe('the 802.1Q tag of its network'),
  mtu: digits.optional().describe('the largest packet of its network, in bytes'),
  card: lineSchema(64)
    .optional()
    .describe('the card that it boots by: its MAC, or what the installed system calls it, such as ens3'),
};
const network = z
  .union([writtenNetworkSchema, z.null()])
  .optional()
  .describe('its whole network: @FILE, YAML or JSON, with several cards, VLANs and bonds; none: not known');

function isAddressWord(word: string): boolean {
  return /^(dhcp|slaac)$/i.test(word) || parseAddress(word.split(/[/%]/, 1)[0] ?? '') !== null;
}

const machineFilter = {
  state: machineStateSchema.optional().describe('only machines in this state'),
  label: z
    .string()
    .max(320)
    .optional()
    .describe('only machines with this label; NAME alone: whatever its value'),
  fact: factConditionSchema
    .optional()
    .describe(
      'only machines of which this was found (`machine facts`): memory>=64GiB, disk.model~samsung, switch=tor-7',
    ),
  search: lineSchema(128).optional().describe('part of a host name, MAC, serial or UUID'),
};

export const machineList = defineCommand({
  name: 'machine.list',
  permission: 'machine:read',
  effect: 'read',
  summary: 'List the machines that are known',
  description:
    'Every machine that ever asked, was added or imported, with its state. What is given to narrow it down must all be true of a machine.',
  narrows: true,
  http: { method: 'GET', path: '/machines' },
  cli: {
    positionals: [],
    rows: 'machines',
    examples: [
      { line: 'netberth machine list --state failed', does: 'the ones that want a person' },
      { line: 'netberth machine list --label rack=7', does: 'one rack' },
      { line: 'netberth machine list --fact switch=tor-7', does: 'those that are plugged into that switch' },
    ],
  },
  input: z.object({ ...machineFilter, ...pageSchema.shape }),
  output: z.object({ machines: z.array(machineSchema), next: z.int().positive().nullable() }),
});

export const machineSorts = [
  'id',
  '-id',
  'hostname',
  '-hostname',
  'state',
  '-state',
  'address',
  '-address',
] as const;

export const machinePage = defineCommand({
  name: 'machine.page',
  permission: 'machine:read',
  effect: 'read',
  summary: 'Show one page of the machines, sorted, and how many there are',
  description:
    'For tables that are scrolled: any page at once. To get all machines, `machine list` is quicker.',
  narrows: true,
  http: { method: 'GET', path: '/machines/page' },
  cli: {
    positionals: [],
    examples: [
      { line: 'netberth machine page --sort hostname --offset 100 --limit 50', does: 'the third fifty' },
    ],
  },
  input: z.object({
    ...machineFilter,
    sort: z.enum(machineSorts).default('id').describe('by what; with a hyphen: the other way round'),
    offset: z.coerce.number().int().min(0).max(10_000_000).default(0).describe('how many to skip'),
    limit: pageSchema.shape.limit,
  }),
  output: z.object({
    machines: z.array(machineSchema),
    /** Exactly, or, with `hasMore`, at least so many: a search that finds more than two thousand is not counted on. */
    total: z.int().nonnegative(),
    hasMore: z.boolean().default(false),
  }),
});

export const machineShow = defineCommand({
  name: 'machine.show',
  permission: 'machine:read',
  effect: 'read',
  summary: 'Show a machine and its history',
  description:
    'The place to look when a machine did not do what you expected: identity, grant, and every boot with what was decided and why, what it fetched, what it reported.',
  http: { method: 'GET', path: '/machines/{machine}' },
  cli: {
    positionals: ['machine'],
    examples: [
      { line: 'netberth machine show 7 --boots 3', does: 'its last three boots' },
      { line: 'netberth machine show 7 --boots 200 --before 1042', does: 'those before boot 1042' },
    ],
  },
  input: z.object({
    machine,
    boots: z.coerce.number().int().min(0).max(200).default(20).describe('how many boots, newest first'),
    before: z.coerce.number().int().min(1).optional().describe('only boots before the one of this number'),
  }),
  output: machineHistorySchema,
});

export const machineAdd = defineCommand({
  name: 'machine.add',
  permission: 'machine:write',
  effect: 'write',
  summary: 'Add a machine before it first boots',
  description:
    'So that it has its name, its network and perhaps a grant when it asks for the first time. Give at least one identifier: --macs, --serial or --uuid. With an address its grants are bound to that address from the start. Many at once: `machine import`.',
  http: { method: 'POST', path: '/machines' },
  cli: {
    positionals: [],
    examples: [
      {
        line: 'netberth machine add --macs 52:54:00:12:34:56 --hostname web1 --address 192.0.2.10/24 --gateway 192.0.2.1',
        does: 'a machine with a fixed address',
      },
    ],
  },
  input: z.object({
    macs: z.array(macSchema).max(32).default([]).describe('its MACs, separated by commas'),
    serial: serialSchema.optional().describe('its serial number'),
    uuid: uuidSchema.optional().describe('its SMBIOS UUID'),
    hostname: hostnameSchema.optional().describe('its host name'),
    ...networkFields,
    network,
    labels: labelsSchema.default({}).describe('labels as name=value, separated by commas'),
    metadata: metadataSchema.default({}).describe('values for templates as name=value, separated by commas'),
    resting,
  }),
  output: machineSchema,
});

export const machineSet = defineCommand({
  name: 'machine.set',
  permission: 'machine:write',
  effect: 'write',
  summary: 'Change what is known of a machine',
  description:
    'Only the flags given change anything. `--metadata name=value` and `--labels name=value` add or replace single values; an empty value removes one. `--gateway`, `--vlan` and their like change the interface that it boots by; an empty `--address` forgets its network. Templates of its live grant are rendered again first: a change that would break one is refused.',
  http: { method: 'PATCH', path: '/machines/{machine}' },
  cli: {
    positionals: ['machine'],
    examples: [
      { line: 'netberth machine set 7 --hostname web1 --metadata role=web', does: 'name it' },
      { line: 'netberth machine set 7 --add-macs 52:54:00:aa:bb:cc', does: 'a new network card' },
      { line: 'netberth machine set 7 --protected', does: 'from now on two people grant it' },
      {
        line: 'netberth machine set 7 --proof key',
        does: 'from now on it must come from its own boot medium',
      },
      { line: 'netberth machine set 7 --resting rescue', does: 'boot the rescue system from now on' },
      {
        line: 'netberth machine set 7 --address 192.0.2.10/24 --gateway 192.0.2.1 --dns 192.0.2.3 --vlan 7',
        does: 'its network, for boot media and installers',
      },
      { line: 'netberth machine set 7 --network @web1.yaml', does: 'one with bonds, or several cards' },
    ],
  },
  input: z.object({
    machine,
    hostname: z
      .union([z.literal(''), hostnameSchema])
      .optional()
      .describe('its host name; empty: none'),
    ...networkFields,
    network,
    resting,
    labels: labelsSchema.optional().describe('labels to set, as name=value'),
    metadata: metadataSchema.optional().describe('template values to set, as name=value'),
    addMacs: z.array(macSchema).max(32).optional().describe('MACs to add'),
    removeMacs: z.array(macSchema).max(32).optional().describe('MACs to remove'),
    serial: z
      .union([z.literal(''), serialSchema])
      .optional()
      .describe('its serial number; empty: none'),
    protected: z.boolean().optional().describe('every grant for it needs a second person'),
    proof: proofSchema
      .optional()
      .describe('key: without the key of its own boot medium it gets its disk and nothing else'),
    uuid: z
      .union([z.literal(''), uuidSchema])
      .optional()
      .describe('its SMBIOS UUID; empty: none'),
  }),
  output: machineSchema,
});

export const machineForget = defineCommand({
  name: 'machine.forget',
  permission: 'machine:write',
  effect: 'write',
  summary: 'Forget a machine',
  description:
    'For one that is gone for good. Its identifiers, grants and boots go; the audit log stays. If it boots again, it is a new machine.',
  http: { method: 'DELETE', path: '/machines/{machine}' },
  cli: { positionals: ['machine'], examples: [{ line: 'netberth machine forget 7', does: 'for scrap' }] },
  input: z.object({ machine }),
  output: z.object({ forgotten: z.int().positive() }),
});

export const machineExplain = defineCommand({
  name: 'machine.explain',
  permission: 'machine:read',
  effect: 'read',
  summary: 'Say what a machine would get now, and why',
  description:
    'Before you grant it something, or when you wonder why it boots its disk. Decides exactly as `/bootstrap` would and changes nothing. Secrets in the script are shown as names.',
  http: { method: 'GET', path: '/machines/{machine}/explain' },
  cli: {
    positionals: ['machine'],
    examples: [{ line: 'netberth machine explain 7 --from 192.0.2.99', does: 'if it asked from there' }],
  },
  input: z.object({
    machine,
    from: address.optional().describe('the address it would ask from; default: the one it asked from last'),
  }),
  output: bootSchema
    .pick({ decision: true, profile: true, reasonCode: true, reason: true, script: true, step: true })
    .extend({
      machineId: z.int().positive(),
      wayOut: z.string(),
      /** Rules that the machine meets, and what they have made of it. */
      rules: z.array(machineRuleSchema),
    }),
});

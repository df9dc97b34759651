import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { lineSchema, machineReferenceSchema } from '../machine.ts';
import { machineSelection } from './machine-bulk-commands.ts';
import { mediumFirmwareSchema, mediumFormatSchema, mediumSchema } from '../medium.ts';

const words = z.array(lineSchema(64)).max(8).default([]);
const bootUrl = lineSchema(500)
  .optional()
  .describe('where machines reach the server; default: the setting bootUrl');

/** What a medium is, whatever network stands in it. */
const shape = {
  firmware: z
    .array(mediumFirmwareSchema)
    .min(1)
    .max(4)
    .default(['bios', 'uefi'])
    .describe('what it starts on; default: bios,uefi'),
  format: mediumFormatSchema.default('iso').describe('for CD and virtual drives, or for a stick'),
  menu: z.boolean().default(false).describe('go to the menu, whatever the server thinks of the machine'),
  wait: z
    .int()
    .min(10)
    .max(86_400)
    .default(90)
    .describe('ask for at least so many seconds before the machine boots its own disk'),
};

export const mediaIssue = defineCommand({
  name: 'media.issue',
  permission: 'media:create',
  effect: 'write',
  summary: 'Give a machine a boot medium that the server keeps at a secret URL',
  description:
    'For a machine in a network without DHCP, or one that a BMC boots. The image is made while it is read, from the firmware that is installed then: give the URL to a BMC as its virtual drive, or download it. Who has the URL has the image; `media revoke` ends it. What its boots say of it stands in the history of the machine.',
  http: { method: 'POST', path: '/media' },
  cli: {
    positionals: ['machine'],
    examples: [
      {
        line: 'netberth media issue 7 --ip 192.0.2.10/24 --gateway 192.0.2.1',
        does: 'the URL of an ISO for machine 7',
      },
    ],
  },
  input: z.object({
    machine: machineReferenceSchema.describe("the machine's id, one of its MACs, or its host name"),
    ip: words.describe('192.0.2.10/24, 2001:db8::10/64, dhcp, slaac; one of each family; default: dhcp'),
    gateway: words.describe('the router, one of each family'),
    dns: words.describe('name servers, at most four'),
    vlan: lineSchema(8).optional().describe('the 802.1Q tag of its network'),
    mac: lineSchema(32)
      .optional()
      .describe('the network card to use; default: each that has a link, in turn'),
    bootUrl,
    ...shape,
    label: lineSchema(64).default('NETBERTH').describe('the name of the volume'),
    replace: z
      .boolean()
      .default(false)
      .describe('every other medium of the machine is revoked: its key is a new one'),
  }),
  output: mediumSchema.extend({
    /** Below the boot plane; it holds the secret, which is shown only now. */
    path: z.string(),
    /** At the place that the medium was made for. */
    url: z.string().nullable(),
    sizeBytes: z.int().positive(),
    /** The media of the machine that were revoked. */
    replaced: z.array(z.int().positive()),
    warnings: z.array(z.string()),
  }),
});

/** Many media, as one ZIP file that is made while it is fetched. */
const packedSchema = z.object({
  id: z.int().positive(),
  media: z.int().positive(),
  /** Of the media in it; the ZIP file is a little larger. */
  sizeBytes: z.int().positive(),
  /** Below the boot plane and below the admin plane; it holds the secret, which is shown only now. */
  path: z.string(),
  url: z.string().nullable(),
  /** When the URL ends. */
  endsAt: z.iso.datetime(),
  warnings: z.array(z.string()),
});

const volume = lineSchema(64).default('NETBERTH').describe('the name of the volumes');

export const mediaPack = defineCommand({
  name: 'media.pack',
  permission: 'media:create',
  effect: 'write',
  summary: 'Make boot media of a CSV file, as a ZIP file at a secret URL',
  description:
    'One medium a row, as `media batch` makes them without a server; the columns are the same. Every faulty row is named with its line before anything is promised. The ZIP file is made while it is fetched, and its URL ends after a day. These media belong to no machine and have no key.',
  narrows: true,
  http: { method: 'POST', path: '/media/lists' },
  cli: {
    positionals: ['document'],
    examples: [
      { line: 'netberth media pack machines.csv --gateway 192.0.2.254', does: 'the URL of a ZIP file' },
    ],
  },
  input: z.object({
    document: z
      .string()
      .min(1)
      .max(2 * 1024 * 1024)
      .describe('the CSV file: name, ip, gateway, dns, vlan, mac, boot_url; only name must be there'),
    gateway: words.describe('the router, where a row has none'),
    dns: words.describe('name servers, where a row has none'),
    vlan: lineSchema(8).optional().describe('the 802.1Q tag, where a row has none'),
    bootUrl,
    ...shape,
    volume,
  }),
  output: packedSchema,
});

export const mediaIssueMany = defineCommand({
  name: 'media.issue-many',
  permission: 'media:create',
  effect: 'write',
  summary: 'Give many machines their boot media, as a ZIP file at a secret URL',
  description:
    'One medium for each machine, with the network that is known of it (DHCP where nothing is), a number, and a key. All or nothing: every machine that cannot have one is named. The ZIP file is made while it is fetched, and its URL ends after a day; the media and their keys stay until they are revoked.',
  narrows: true,
  http: { method: 'POST', path: '/media/machines' },
  cli: {
    positionals: [],
    examples: [
      { line: 'netberth media issue-many --label rack=7', does: 'the URL of the media of one rack' },
      { line: 'netberth media issue-many --ids 7,8 --replace', does: 'new keys for two machines' },
    ],
  },
  input: z.object({
    ...machineSelection,
    bootUrl,
    ...shape,
    volume,
    replace: z
      .boolean()
      .default(false)
      .describe('every other medium of these machines is revoked: their keys are new ones'),
  }),
  output: packedSchema.extend({
    /** How many media were revoked. */
    replaced: z.int().nonnegative(),
  }),
});

export const mediaList = defineCommand({
  name: 'media.list',
  permission: 'machine:read',
  effect: 'read',
  summary: 'List the media that the server keeps',
  description:
    'Which machine has which, of what form, since when. Not their URLs: only the hashes of the secrets in them are stored.',
  narrows: true,
  http: { method: 'GET', path: '/media' },
  cli: { positionals: [], rows: 'media', examples: [{ line: 'netberth media list', does: 'who has one' }] },
  input: z.object({}),
  output: z.object({ media: z.array(mediumSchema) }),
});

export const mediaRevoke = defineCommand({
  name: 'media.revoke',
  permission: 'media:create',
  effect: 'write',
  summary: 'Revoke a medium: its URL ends',
  description:
    'The image is served no more, from the next request on. A copy that somebody has made stays one.',
  narrows: true,
  http: { method: 'DELETE', path: '/media/{id}' },
  cli: { positionals: ['id'], examples: [{ line: 'netberth media revoke 3', does: 'at once' }] },
  input: z.object({ id: z.coerce.number().int().positive().describe('the id in `media list`') }),
  output: z.object({ revoked: z.int().positive() }),
});

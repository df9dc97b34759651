import { cloudImageSchema, cloudServerSchema, mediumFirmwareSchema } from '@netberth/api';
import { z } from 'zod';
import type { LocalDefinition } from '../command-line/local-definition.ts';
import { bootedSchema } from './boot/booted.ts';
import { bootWays } from './boot/boot-ways.ts';
import { cloudFields } from './cloud-fields.ts';
import { openstackGeneralise, openstackSnapshot } from './snapshot/snapshot-definitions.ts';

const expires = z
  .string()
  .regex(/^[1-9]\d{0,4}[smhdw]$/, 'is not a duration like 30m, 4h, 2d or 8w')
  .default('4h')
  .describe('how long the grant lives');

const bootFields = {
  network: z.string().min(1).optional().describe('the network of its port, by name or id'),
  fixedIp: z
    .array(z.string())
    .default([])
    .describe('its address, one of each family; default: any of the network'),
  flavor: z.string().min(1).optional().describe('by name or id'),
  profile: z.array(z.string().min(1)).default([]).describe('what is installed, in order'),
  menu: z.boolean().default(false).describe('let a person at its console choose from the menu instead'),
  volume: z.int().min(1).max(100_000).optional().describe('install to a new volume of so many GiB'),
  way: z.enum(bootWays).optional().describe('how it boots from the ISO; default: what fits'),
  nat: z
    .boolean()
    .default(false)
    .describe('Netberth sees servers by the address of a router: a grant is bound to the first that asks'),
  bootUrl: z
    .string()
    .optional()
    .describe('where servers of the cloud reach Netberth; default: the setting bootUrl'),
  dns: z.array(z.string()).default([]).describe("name servers; default: the subnet's"),
  firmware: z
    .array(mediumFirmwareSchema)
    .min(1)
    .default(['bios', 'uefi'])
    .describe('what the ISO starts on; default: bios,uefi'),
  bus: z
    .string()
    .regex(/^[a-z]+$/, 'is no bus (sata, ide, scsi, usb)')
    .default('sata')
    .describe('where the ISO is attached: sata, ide, scsi or usb'),
  generalise: z
    .boolean()
    .default(false)
    .describe('for an image: once installed it generalises itself and goes off, by cloud-init and user data'),
  expires,
  follow: z.boolean().optional().describe('watch until it is installed; without: leave it running'),
  timeout: z.int().min(1).max(1440).default(120).describe('minutes to watch an installation for'),
  cleanup: z.boolean().default(false).describe('remove what this command made, whatever state it is in'),
};

export const openstackUpload = {
  name: 'openstack.upload',
  summary: 'Bring an ISO or disk image to Glance, once',
  description:
    'The content is checked against the checksum of Glance. What is there already, byte for byte, is not sent again. ' +
    'An upload that the cloud breaks off is begun anew. With --machine the ISO is made here, with the network of that ' +
    'machine inside, and needs no file.',
  cli: {
    positionals: ['file'],
    examples: [
      { line: 'netberth openstack upload rescue.iso', does: 'an image named rescue' },
      {
        line: 'netberth openstack upload disk.qcow2 --property hw_disk_bus=scsi --os-cloud mine',
        does: 'with properties, in the cloud "mine" of clouds.yaml',
      },
      {
        line: 'netberth openstack upload --machine web1 --boot-url http://192.0.2.1:8080',
        does: 'a boot ISO with the network that machine web1 has here',
      },
    ],
  },
  input: z.object({
    file: z
      .string()
      .min(1)
      .optional()
      .describe('the file; its ending tells the format: .iso, .qcow2, .img, .raw, .vmdk'),
    machine: z
      .string()
      .min(1)
      .optional()
      .describe('make the ISO of this machine: its id, a MAC, or its host name'),
    ip: z
      .array(z.string())
      .default([])
      .describe('with --machine: its addresses, as of `media create`; default: what is known of it'),
    gateway: z.array(z.string()).default([]).describe('with --machine: the router, one of each family'),
    dns: z.array(z.string()).default([]).describe('with --machine: name servers'),
    bootUrl: bootFields.bootUrl,
    firmware: bootFields.firmware,
    name: z
      .string()
      .min(1)
      .max(255)
      .optional()
      .describe('what the image is called; default: the name of the file'),
    format: z
      .enum(['iso', 'raw', 'qcow2', 'vmdk', 'vhd', 'vhdx', 'vdi'])
      .optional()
      .describe('the disk format; default: by the ending of the file'),
    property: z.record(z.string(), z.string()).default({}).describe('properties of the image'),
    bus: bootFields.bus,
    ...cloudFields,
  }),
  output: z.object({
    id: z.string(),
    name: z.string(),
    sent: z.boolean(),
    sizeBytes: z.int().nonnegative(),
    hash: z.object({ algorithm: z.string(), value: z.string() }).nullable(),
    cloud: z.string(),
  }),
} as const satisfies LocalDefinition;

export const openstackBoot = {
  name: 'openstack.boot',
  summary: 'Make a server with a fixed address and let Netberth install it',
  description:
    'Makes a port with its address, tells Netberth of the machine, makes the ISO with exactly this network inside, brings ' +
    'it to Glance, and boots a server from it, with a blank disk. Follows the installation; when it has finished the server ' +
    'boots its own disk and the ISO goes. The same command again goes on where it stopped; --cleanup removes what it made. ' +
    'The cloud needs no DHCP. Where servers of the cloud cannot reach Netberth nothing is installed.',
  cli: {
    positionals: ['name'],
    examples: [
      {
        line: 'netberth openstack boot web1 --network private --fixed-ip 10.0.0.5 --flavor m1.small --profile image1',
        does: 'install image1 to the disk of a new server',
      },
      {
        line: 'netberth openstack boot web1 --network private --flavor m1.small --menu',
        does: 'any address; a person chooses at the console',
      },
      {
        line: 'netberth openstack boot web1 --cleanup',
        does: 'remove the server, its volumes, its port and its ISO',
      },
    ],
  },
  input: z.object({
    name: z
      .string()
      .regex(
        /^[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$/,
        'is not a name of letters, digits, hyphens and dots',
      )
      .describe('what the server is called, also here'),
    ...bootFields,
    ...cloudFields,
  }),
  output: bootedSchema,
} as const satisfies LocalDefinition;

export const openstackBatch = {
  name: 'openstack.batch',
  summary: 'Boot many servers from a CSV file',
  description:
    'As `openstack boot` for each row, some at a time. The first line names the columns: name, network, fixed_ip, flavor, ' +
    'profile, volume; only name must be there. What a row leaves empty comes from the flags. Everything that is wrong is ' +
    'named with its line before anything is made. The same command again goes on with those that are not done.',
  cli: {
    positionals: ['list'],
    examples: [
      {
        line: 'netberth openstack batch servers.csv --network private --flavor m1.small --profile image1',
        does: 'name,fixed_ip in the file, the rest for all',
      },
      { line: 'netberth openstack batch servers.csv --cleanup', does: 'remove what was made for these' },
    ],
  },
  input: z.object({
    list: z.string().min(1).describe('the CSV file; commas, semicolons or tabs'),
    parallel: z.int().min(1).max(64).default(8).describe('how many at a time'),
    ...bootFields,
    ...cloudFields,
  }),
  output: z.object({
    ok: z.boolean(),
    servers: z.array(
      z.union([
        bootedSchema.extend({ problem: z.null() }),
        z.object({ name: z.string(), problem: z.string() }),
      ]),
    ),
  }),
} as const satisfies LocalDefinition;

export const openstackFinish = {
  name: 'openstack.finish',
  summary: 'Let a server boot its own disk from now on',
  description:
    'What `openstack boot` does by itself when Netberth hears of the end of an installation: for servers that were ' +
    'installed by hand (--menu), or left running (--no-follow). The ISO goes.',
  cli: {
    positionals: ['name'],
    examples: [{ line: 'netberth openstack finish web1', does: 'the disk is ready' }],
  },
  input: z.object({ name: z.string().min(1).describe('the server'), ...cloudFields }),
  output: z.object({ name: z.string(), server: z.string(), status: z.string(), cloud: z.string() }),
} as const satisfies LocalDefinition;

export const openstackServers = {
  name: 'openstack.servers',
  summary: 'List the servers that Netberth made in a cloud',
  description: 'With what Nova says of them. Others of the project are not shown.',
  cli: { positionals: [], rows: 'servers', examples: [{ line: 'netberth openstack servers', does: 'ours' }] },
  input: z.object({ ...cloudFields }),
  output: z.object({
    servers: z.array(cloudServerSchema),
  }),
} as const satisfies LocalDefinition;

export const openstackImages = {
  name: 'openstack.images',
  summary: 'List the images that Netberth made in a cloud',
  description: 'Boot ISOs, uploads and snapshots. Others of the project are not shown.',
  cli: { positionals: [], rows: 'images', examples: [{ line: 'netberth openstack images', does: 'ours' }] },
  input: z.object({ ...cloudFields }),
  output: z.object({
    images: z.array(cloudImageSchema),
  }),
} as const satisfies LocalDefinition;

/** In the order that help shows them. */
export const openstackDefinitions = [
  openstackBoot,
  openstackBatch,
  openstackFinish,
  openstackUpload,
  openstackSnapshot,
  openstackGeneralise,
  openstackServers,
  openstackImages,
] as const;

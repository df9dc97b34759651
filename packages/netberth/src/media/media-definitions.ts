import { mediumFirmwareSchema, mediumFormats, mediumFormatSchema } from '@netberth/api';
import { z } from 'zod';
import { foreignFields } from '../import/foreign-fields.ts';
import type { LocalDefinition } from '../command-line/local-definition.ts';

const wayFields = {
  ip: z
    .array(z.string())
    .default([])
    .describe('192.0.2.10/24, 2001:db8::10/64, dhcp, slaac; one of each family; default: dhcp'),
  gateway: z.array(z.string()).default([]).describe('the router, one of each family'),
  dns: z.array(z.string()).default([]).describe('name servers, at most four'),
  vlan: z.string().optional().describe('the 802.1Q tag of its network'),
  mac: z
    .string()
    .optional()
    .describe('the network card to use, on whatever port; default: each that has a link, in turn'),
  bootUrl: z.string().optional().describe('where machines reach the server, such as http://192.0.2.1:8080'),
};

const shapeFields = {
  firmware: z
    .array(mediumFirmwareSchema)
    .min(1)
    .default(['bios', 'uefi'])
    .describe('what it starts on; default: bios,uefi'),
  format: mediumFormatSchema
    .optional()
    .describe('for CD and virtual drives, or for a stick; default: usb for a FILE.img, else iso'),
  label: z.string().default('NETBERTH').describe('the name of the volume'),
  menu: z.boolean().default(false).describe('go to the menu, whatever the server thinks of the machine'),
  wait: z
    .int()
    .min(10)
    .max(86_400)
    .default(90)
    .describe('ask for at least so many seconds before the machine boots its own disk'),
};

const { label: volume, ...batchShapeFields } = shapeFields;

/** `files`: no image, a folder with the loaders and the script. */
const formSchema = z.enum([...mediumFormats, 'files']);

export const mediaCreate = {
  name: 'media.create',
  summary: 'Make a boot medium with a network inside',
  description:
    'An ISO image, or an image for a USB stick, that starts iPXE on BIOS and UEFI, brings a static address (or DHCP) ' +
    'up and asks the server what to boot. Where the server does not answer, the machine boots its own disk. Needs ' +
    'the files of `firmware install` in the data folder and no server. The same input gives the same bytes. ' +
    'With --machine the server makes it: with what is known of the network of that machine, numbered, with a key ' +
    'that it shows at each boot (`profile import --proof key`), and to be revoked.',
  cli: {
    positionals: [],
    short: { output: 'o' },
    examples: [
      {
        line: 'netberth media create -o web1.iso --machine web1',
        does: 'for a machine that the server knows, with a key',
      },
      {
        line: 'netberth media create -o web1.iso --ip 192.0.2.10/24 --gateway 192.0.2.1 --boot-url http://192.0.2.1:8080',
        does: 'a static address',
      },
      {
        line: 'netberth media create -o web1.qcow2 --machine web1 --firmware uefi',
        does: 'a disk that a cloud starts (needs qemu-img)',
      },
      {
        line: 'netberth media create -o web1/ --format files --machine web1',
        does: 'the loaders and the script in a folder: GRUB, TFTP, kexec',
      },
      {
        line: 'netberth media create -o stick.img --boot-url http://192.0.2.1:8080',
        does: 'a stick for any machine, by DHCP',
      },
      {
        line: 'netberth media create -o v6.iso --ip 2001:db8::10/64 --vlan 12 --mac 52:54:00:12:34:56 --boot-url http://[2001:db8::1]:8080',
        does: 'IPv6 on a tagged port, with this card only',
      },
    ],
  },
  input: z.object({
    output: z
      .string('is missing: name a file')
      .min(1)
      .describe('the file to write: .iso, .img; .raw, .qcow2, .vhd, .vhdx are disks of virtual machines'),
    machine: z
      .string()
      .min(1)
      .optional()
      .describe('a machine that the server knows: its id, one of its MACs, or its host name'),
    ...wayFields,
    ...shapeFields,
    format: formSchema
      .optional()
      .describe(
        'iso, usb, floppy (1.44 MB), or files (a folder, for GRUB, TFTP, kexec); default: by the name of the file',
      ),
    replace: z
      .boolean()
      .default(false)
      .describe('with --machine: every other medium of it is revoked, and with it its key'),
  }),
  output: z.object({
    file: z.string(),
    sizeBytes: z.int().positive(),
    /** Null for a folder. */
    sha256: z.string().nullable(),
    medium: z.string(),
    format: formSchema,
    firmware: z.array(mediumFirmwareSchema),
    replaced: z.array(z.int().positive()),
    warnings: z.array(z.string()),
  }),
} as const satisfies LocalDefinition;

export const mediaBatch = {
  name: 'media.batch',
  summary: 'Make many boot media from a CSV file, or for the machines of the server',
  description:
    'One medium a row, into a ZIP file (stored, written as it is made) or a folder, with a manifest.csv of their ' +
    'checksums. The first line names the columns: name, ip, gateway, dns, vlan, mac, boot_url; only name must be ' +
    'there. Several values of a cell are separated by blanks. What a row leaves empty comes from the flags. ' +
    'Everything that is wrong is named with its line before anything is written. With --from-database the server ' +
    'makes one for each machine that it knows, with its network, a number and a key.',
  cli: {
    positionals: ['list'],
    short: { output: 'o' },
    examples: [
      {
        line: 'netberth media batch machines.csv -o media.zip --boot-url http://192.0.2.1:8080 --gateway 192.0.2.254',
        does: 'name,ip,mac in the file, the rest for all',
      },
      {
        line: 'netberth media batch machines.csv -o media/ --format usb',
        does: 'images for sticks, in a folder',
      },
      {
        line: 'netberth media batch --from mysql://reader:secret@cmdb/assets --query "select name, ip, mac from hosts" -o media.zip --boot-url http://192.0.2.1:8080',
        does: 'the rows of a database of somebody else',
      },
      {
        line: 'netberth media batch --from-database --label rack=7 -o rack7.zip',
        does: 'for the machines of one rack, as the server knows them',
      },
    ],
  },
  input: z.object({
    list: z.string().min(1).optional().describe('the CSV file; commas, semicolons or tabs'),
    ...foreignFields,
    fromDatabase: z.boolean().default(false).describe('for machines of the server, in place of a CSV file'),
    label: z
      .string()
      .optional()
      .describe('with --from-database: only machines with this label; NAME alone: whatever its value'),
    replace: z
      .boolean()
      .default(false)
      .describe('with --from-database: every other medium of these machines is revoked, and its key'),
    output: z
      .string('is missing: name a file or a folder')
      .min(1)
      .describe('FILE.zip, a folder, or a named pipe for the ZIP file'),
    gateway: wayFields.gateway,
    dns: wayFields.dns,
    vlan: wayFields.vlan,
    bootUrl: wayFields.bootUrl,
    ...batchShapeFields,
    format: mediumFormatSchema.default('iso').describe('for CD and virtual drives, for sticks, or floppies'),
    volume: volume.describe('the name of the volumes'),
  }),
  output: z.object({
    output: z.string(),
    media: z.int().positive(),
    sizeBytes: z.int().positive(),
    warnings: z.array(z.string()),
  }),
} as const satisfies LocalDefinition;

/** In the order that help shows them. */
export const mediaDefinitions = [mediaCreate, mediaBatch] as const;

import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { profileNameSchema, profileSchema, proofSchema } from '../profile.ts';

const uploadKeySchema = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{8,100}$/, 'is not a name of an upload (8 to 100 letters, digits, _ . -)');

export const profileImport = defineCommand({
  name: 'profile.import',
  permission: 'profile:write',
  effect: 'write',
  summary: 'Import an image as a profile',
  description:
    "Takes an ISO of an operating system, which is recognised and booted in its own way (docs/images.md); or a folder or a tar (also .tar.gz, .tar.xz): KIWIspray's images/<name>/ as it is, the tar that KIWI builds for PXE, or a folder with our profile.yaml. Checksums are verified; after a failure nothing is left half imported. An imported profile counts as destructive (it needs a grant) unless you say --non-destructive.",
  http: { method: 'PUT', path: '/profiles/{name}/image', upload: 'application/x-tar' },
  cli: {
    positionals: ['image'],
    examples: [
      {
        line: 'netberth profile import ubuntu-24.04.1-live-server-amd64.iso --name ubuntu',
        does: 'its installer, for a person at the console; unattended: profile create --disc ubuntu',
      },
      { line: 'netberth profile import any.iso --dry-run', does: 'what it is and how it would boot' },
      { line: 'netberth profile import /srv/kiwispray/images/image1', does: 'as image1, from KIWIspray' },
      { line: 'netberth profile import install.tar.xz --name sles15', does: 'what KIWI built' },
      { line: 'netberth profile import rescue/ --non-destructive', does: 'needs no grant' },
    ],
  },
  input: z.object({
    name: profileNameSchema.describe('its name; default: the name of the folder, tar or ISO'),
    nonDestructive: z
      .stringbool()
      .or(z.boolean())
      .default(false)
      .describe('it never writes to the disks of a machine: no grant needed'),
    retryAfterStart: z
      .stringbool()
      .or(z.boolean())
      .optional()
      .describe('serve it again when a machine comes back after the install has started'),
    private: z.stringbool().or(z.boolean()).default(false).describe('serve its files only to its own boots'),
    proof: proofSchema
      .optional()
      .describe(
        'key: only for machines that show the key of their boot medium; default: what the image says',
      ),
    as: z
      .enum(['memdisk', 'sanboot'])
      .optional()
      .describe(
        'of an ISO: boot it as a whole, whatever is on it; in memory on BIOS, or as a disk over the network',
      ),
    dryRun: z
      .stringbool()
      .or(z.boolean())
      .default(false)
      .describe('say what it is and how it would boot; nothing is imported'),
    replace: z.stringbool().or(z.boolean()).default(false).describe('a profile of this name is replaced'),
    sha256: z
      .string()
      .regex(/^[0-9a-fA-F]{64}$/, 'is not a SHA-256 checksum (64 hexadecimal digits)')
      .optional()
      .describe('of the ISO, or of the uncompressed tar: another one is refused'),
    resume: uploadKeySchema
      .optional()
      .describe('for programs: a name of your own for this upload, to go on with it when it is cut off'),
    offset: z.coerce
      .number()
      .int()
      .nonnegative()
      .default(0)
      .describe('for programs: the body begins behind so many bytes, which `profile received` has told'),
  }),
  output: profileSchema,
});

export const profileCapture = defineCommand({
  name: 'profile.capture',
  permission: 'profile:write',
  effect: 'write',
  summary: 'Make a profile of the disk that a machine has sent',
  description:
    'For a machine that was granted the profile `capture` of the discover image, or another with `captures: true`: it boots that image, which generalises the system on its disk and sends it. The profile writes that disk to other machines, by the image that captured it (docs/images.md).',
  http: { method: 'POST', path: '/profiles/{name}/capture' },
  cli: {
    positionals: ['name', 'machine'],
    examples: [{ line: 'netberth profile capture golden 7', does: 'what machine 7 has sent, as golden' }],
  },
  input: z.object({
    name: profileNameSchema.describe('the name of the new profile'),
    machine: z.coerce.number().int().positive().describe('the machine, by its id'),
    replace: z.stringbool().or(z.boolean()).default(false).describe('a profile of this name is replaced'),
  }),
  output: profileSchema,
});

export const profileReceived = defineCommand({
  name: 'profile.received',
  permission: 'profile:write',
  effect: 'read',
  summary: 'Say how much has arrived of an upload that was cut off',
  description:
    'For programs that import with --resume: the rest is sent with --offset. What has arrived is kept for a day, and until the server is started again.',
  http: { method: 'GET', path: '/profiles/{name}/image/received' },
  cli: {
    positionals: ['name'],
    examples: [{ line: 'netberth profile received web --resume nightly-2026-11-21', does: 'in bytes' }],
  },
  input: z.object({
    name: profileNameSchema.describe('the profile that is imported'),
    resume: uploadKeySchema.describe('the name of the upload'),
  }),
  output: z.object({ receivedBytes: z.int().nonnegative() }),
});

import { z } from 'zod';
import type { LocalDefinition } from '../command-line/local-definition.ts';

const builtFileSchema = z.object({
  path: z.string(),
  sizeBytes: z.int().nonnegative(),
  sha256: z.string(),
});

export const liveBuild = {
  name: 'live.build',
  summary: 'Build a stateless live image from a recipe',
  description:
    'Installs a Linux into a folder, runs the Ansible playbook of the recipe in it once, and makes vmlinuz, initrd, rootfs.squashfs ' +
    'and manifest.json of it, which boot into memory on any number of machines. Runs as root, in namespaces of its own: nothing ' +
    'of the host is changed, and nothing stays mounted whatever happens. What was installed is kept for the next build.',
  cli: {
    positionals: ['recipe'],
    short: { output: 'o' },
    examples: [
      {
        line: 'netberth live build hypervisor.yaml -o hypervisor/',
        does: 'then: netberth profile import hypervisor/',
      },
      {
        line: 'netberth live build hypervisor.yaml -o hypervisor/ --fresh',
        does: 'with nothing of an earlier build',
      },
      { line: 'netberth live build hypervisor.yaml --check', does: 'looks at the recipe only' },
      {
        line: 'netberth live build discover',
        does: 'the image that finds out, wipes and tests (docs/inventory.md)',
      },
    ],
  },
  input: z.object({
    recipe: z
      .string()
      .min(1)
      .describe(
        'the recipe, a YAML file (docs/live-images.md), or discover: the one that comes with Netberth',
      ),
    output: z.string().min(1).optional().describe('the folder to make; default: the name in the recipe'),
    check: z.boolean().default(false).describe('say what is wrong with the recipe, and build nothing'),
    fresh: z
      .boolean()
      .default(false)
      .describe('install and configure anew, whatever an earlier build has kept'),
    cache: z
      .string()
      .min(1)
      .optional()
      .describe('the folder for what builds keep; default: netberth-live in ~/.cache'),
  }),
  output: z.object({
    name: z.string(),
    /** Null after `--check`. */
    built: z
      .object({
        folder: z.string(),
        version: z.string(),
        memoryMib: z.int().positive(),
        packages: z.int().nonnegative(),
        files: z.array(builtFileSchema),
        /** Where the whole thing came from an earlier build. */
        wasKept: z.boolean(),
        seconds: z.number(),
      })
      .nullable(),
  }),
} as const satisfies LocalDefinition;

const imageField = z.string().min(1).describe('the folder that `live build` has made');

export const liveGrub = {
  name: 'live.grub',
  summary: 'Print the GRUB entry that starts a live image from a local disk',
  description:
    'For machines that shall start without a network: the files of the image lie on a file system of the machine, and GRUB starts ' +
    'them. The image is copied into memory as ever.',
  cli: {
    positionals: ['image'],
    short: { output: 'o' },
    examples: [
      {
        line: 'netberth live grub hypervisor/ >> /etc/grub.d/40_custom',
        does: 'then copy the files, and: update-grub',
      },
    ],
  },
  input: z.object({
    image: imageField,
    folder: z
      .string()
      .regex(/^(\/[A-Za-z0-9._@+-]+)+$/, 'is no absolute path of plain letters')
      .optional()
      .describe('where its files lie, from the root of that file system on; default: /live/NAME'),
  }),
  output: z.object({ text: z.string() }),
} as const satisfies LocalDefinition;

export const liveKexec = {
  name: 'live.kexec',
  summary: 'Print the script that goes from a running Linux into a live image',
  description:
    'Without a reset of the firmware: the script fetches kernel and initrd from the server, compares their checksums, and starts ' +
    'them by kexec. A live system that the server made something for takes that along.',
  cli: {
    positionals: ['image'],
    examples: [
      {
        line: 'netberth live kexec hypervisor/ --url http://192.0.2.1:8080/images/hypervisor | ssh root@node1 sh',
        does: 'the next version, on a machine that runs',
      },
    ],
  },
  input: z.object({
    image: imageField,
    url: z
      .url({ protocol: /^https?$/, error: 'is no address that begins with http:// or https://' })
      .describe('the folder of the image on a server: http://SERVER:8080/images/PROFILE'),
    args: z
      .string()
      .default('ip=dhcp rd.neednet=1')
      .describe('kernel arguments for the network of its initrd; default: ip=dhcp rd.neednet=1'),
  }),
  output: z.object({ text: z.string() }),
} as const satisfies LocalDefinition;

/** In the order that help shows them. */
export const liveDefinitions = [liveBuild, liveGrub, liveKexec] as const;

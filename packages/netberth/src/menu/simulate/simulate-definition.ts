import { z } from 'zod';
import type { LocalDefinition } from '../../command-line/local-definition.ts';
import { simulationSchema } from './simulation-schema.ts';

// Written out: the packages that know them are large, and loaded only when the verb runs.
const firmwares = ['bios', 'efi'] as const;
const architectures = ['x86_64', 'i386', 'arm64'] as const;
const builds = ['debian-bookworm', 'debian-trixie', 'debian-sid', 'upstream'] as const;

export const menuSimulate = {
  name: 'menu.simulate',
  summary: 'Tell what a machine does with a script',
  description:
    'Runs an iPXE script as a machine would, and tells the story: every file it fetches, every screen it shows, and ' +
    'the end it comes to. Nothing is booted. A FILE may chain to files beside it; what it fetches from the network is ' +
    'taken to be there unless --fetch is given. A URL is fetched as the machine would, so a boot server takes it for ' +
    'a machine. Exit code 1: the script fails, hangs or never ends.',
  cli: {
    positionals: ['script'],
    examples: [
      { line: 'netberth menu simulate /srv/www/menu/menu.ipxe', does: 'the first screen of your menu' },
      {
        line: 'netberth menu simulate http://boot.example/menu.ipxe --keys "Down Enter" --firmware efi',
        does: 'what a person gets who presses Down, then Enter',
      },
      {
        line: 'netberth menu simulate boot.ipxe --set serial=SN-1 --set net0/mac=52:54:00:00:00:07 --steps',
        does: 'every command, on a machine of which you say more',
      },
    ],
  },
  input: z.object({
    script: z.string().describe('a URL, or a file of this host'),
    keys: z
      .string()
      .optional()
      .describe('what the person presses: Enter, Escape, Up, F12, Ctrl-C, Timeout (nothing) …; else letters'),
    firmware: z.enum(firmwares).default('bios').describe('of the machine'),
    arch: z.enum(architectures).default('x86_64').describe('of its processor'),
    set: z
      .record(z.string(), z.string())
      .default({})
      .describe('settings that the machine has before: serial, net0/mac, …'),
    build: z.enum(builds).default('debian-trixie').describe('the iPXE that it runs'),
    fetch: z.boolean().default(false).describe('with a FILE: fetch from the network what it asks for'),
    steps: z.boolean().default(false).describe('show every command, not only what is seen and fetched'),
  }),
  output: simulationSchema,
} as const satisfies LocalDefinition;

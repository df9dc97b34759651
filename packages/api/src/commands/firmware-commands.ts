import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { firmwareStatusSchema } from '../firmware.ts';
import { lineSchema } from '../machine.ts';

const hostPath = lineSchema(4096).min(1);

export const firmwareInstall = defineCommand({
  name: 'firmware.install',
  permission: 'firmware:write',
  effect: 'write',
  summary: 'Install iPXE and the loaders that boot media need',
  description:
    'Without a flag: from Debian packages, fetched by name from the mirror that apt on this host already uses and checked against the Debian keys. Nothing is installed into the system and root is not needed. Everything goes into the folder firmware/ of the data folder; from there machines get it by TFTP and HTTP, and media are made of it. Files that a new source does not bring stay. The new set takes over at once or, after a failure, not at all.',
  http: { method: 'POST', path: '/firmware/install' },
  cli: {
    positionals: [],
    examples: [
      { line: 'netberth firmware install', does: 'from the Debian mirror of this host' },
      { line: 'netberth firmware install --suite sid', does: 'the newest that Debian has' },
      {
        line: 'netberth firmware install --from ./ipxe/src',
        does: 'what you built: bin/, bin-x86_64-efi/, …',
      },
      {
        line: 'netberth firmware install --from-deb ipxe_2.0.0+dfsg-5_all.deb,isolinux_6.04_all.deb',
        does: 'packages you fetched elsewhere',
      },
    ],
  },
  input: z.object({
    suite: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,31}$/, 'is not the name of a Debian suite: stable, trixie, sid')
      .optional()
      .describe('the Debian suite to take packages from; without it: stable'),
    mirror: z
      .string()
      .max(500)
      .regex(
        /^https?:\/\/[A-Za-z0-9.:[\]-]+(?:\/[A-Za-z0-9._~/%+-]*)?$/,
        'is not the http(s) URL of a mirror',
      )
      .optional()
      .describe('another Debian mirror than the one apt uses here'),
    from: hostPath.optional().describe('a folder of the server’s host that holds the files'),
    fromDeb: z
      .array(hostPath)
      .min(1)
      .max(20)
      .optional()
      .describe('Debian package files on the server’s host, separated by commas'),
  }),
  output: firmwareStatusSchema.extend({
    /** What this installation brought; the rest was there before. */
    brought: z.array(z.string()),
  }),
});

export const firmwareStatus = defineCommand({
  name: 'firmware.status',
  permission: 'firmware:read',
  effect: 'read',
  summary: 'Show the installed iPXE and loaders, and what they can do',
  description:
    'Versions, checksums, and for every iPXE the commands, protocols and drivers found in the binary itself; what each lack means for the menu and for media; what is missing and how to get it. Exit 1 when nothing is installed or a file is not as it was installed.',
  http: { method: 'GET', path: '/firmware' },
  cli: {
    positionals: [],
    examples: [{ line: 'netberth firmware status', does: 'what machines are booted with' }],
  },
  input: z.object({}),
  output: firmwareStatusSchema,
});

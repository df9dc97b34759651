import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { machineSchema } from '../machine.ts';
import { pageSchema } from '../page.ts';

export const machineImport = defineCommand({
  name: 'machine.import',
  permission: 'machine:write',
  effect: 'write',
  summary: 'Take machines over from a file',
  description:
    "`--kiwispray known_hosts.json` takes KIWIspray's hosts with their ids, names, metadata, states and the boot ids of running installs. A pending state is kept but not granted: a person grants. `--cobbler`, `--foreman` and `--maas` take files that those tools write: docs/imports.md says what comes of each field, and of the columns of `--csv`. Another file is what `machine export` wrote. All or nothing: every problem is named first; nothing is granted.",
  http: { method: 'POST', path: '/machines/import' },
  cli: {
    positionals: ['document'],
    behind: 'machine import',
    examples: [
      { line: 'netberth machine import --csv machines.csv', does: 'a table: hostname,macs,label:rack' },
      { line: 'netberth machine import --kiwispray known_hosts.json', does: 'take over a KIWIspray' },
      {
        line: 'netberth machine import --maas machines.json --dry-run',
        does: 'what would come out of a MAAS',
      },
      { line: 'netberth machine import machines.json --dry-run', does: 'only say what would be done' },
    ],
  },
  input: z.object({
    document: z
      .string()
      .max(64 * 1024 * 1024)
      .describe('the file'),
    kiwispray: z.boolean().default(false).describe("the file is KIWIspray's known_hosts.json"),
    cobbler: z
      .boolean()
      .default(false)
      .describe('the file has systems of Cobbler: files of its collection, or cobbler system report'),
    foreman: z
      .boolean()
      .default(false)
      .describe('the file has hosts of Foreman: JSON of its API, JSON or CSV of hammer host list'),
    maas: z.boolean().default(false).describe('the file has machines of MAAS: maas PROFILE machines read'),
    csv: z
      .boolean()
      .default(false)
      .describe(
        'the file is a table: CSV whose first line names hostname, macs, uuid, serial, address, netmask, gateway, dns, protected, label:NAME',
      ),
    dryRun: z.boolean().default(false).describe('check and count only'),
  }),
  output: z.object({
    added: z.int().nonnegative(),
    unchanged: z.int().nonnegative(),
    runningInstalls: z.int().nonnegative(),
    pending: z.array(z.object({ id: z.int().positive(), steps: z.array(z.string()) })),
    warnings: z.array(z.string()),
    /** With `dryRun`: what would come in, the first thousand; `id` is null where it gets the next one that is free. */
    machines: z
      .array(
        z.object({
          id: z.int().positive().nullable(),
          /** Where it stands in the file. */
          place: z.string(),
          hostname: z.string().nullable(),
          macs: z.array(z.string()),
          address: z.string().nullable(),
          labels: z.record(z.string(), z.string()),
          state: z.string(),
        }),
      )
      .default([]),
  }),
});

export const machineExport = defineCommand({
  name: 'machine.export',
  permission: 'machine:read',
  effect: 'read',
  summary: 'Write all machines as JSON',
  description:
    'A copy to keep, or to take to another server: `machine import` reads it. Identity, names, labels, metadata and states; no boots, no secrets.',
  narrows: true,
  http: { method: 'GET', path: '/machines/export' },
  cli: {
    positionals: [],
    rows: 'machines',
    examples: [{ line: 'netberth machine export > machines.json', does: 'a copy to keep' }],
  },
  input: z.object({ ...pageSchema.shape }),
  output: z.object({ machines: z.array(machineSchema), next: z.int().positive().nullable() }),
});

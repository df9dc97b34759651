import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { installStages, logLineSchema } from '../install-stage.ts';
import { machineField as machine } from './machine-field.ts';

export const machineLog = defineCommand({
  name: 'machine.log',
  permission: 'machine:read',
  effect: 'read',
  summary: "Show what a machine's installer has said",
  description:
    'While an installation runs, or after it has failed. Lines that came by syslog (the setting `logs.syslog`) or with the boot id (`POST /log`). Of each boot the newest are kept; how many were dropped is said.',
  http: { method: 'GET', path: '/machines/{machine}/log' },
  cli: {
    positionals: ['machine'],
    examples: [
      { line: 'netberth machine log 7', does: 'the last lines of its newest boot that said something' },
      { line: 'netberth machine log 7 --limit 2000', does: 'all that is kept' },
    ],
  },
  input: z.object({
    machine,
    boot: z.coerce
      .number()
      .int()
      .positive()
      .optional()
      .describe('the number of a boot; without: the newest that said something'),
    limit: z.coerce.number().int().min(1).max(2000).default(50).describe('how many of the last lines'),
  }),
  output: z.object({
    /** null: no boot of it has said anything. */
    boot: z.int().positive().nullable(),
    stage: z.enum(installStages).nullable(),
    /** The oldest first. */
    lines: z.array(logLineSchema),
    lineCount: z.int().nonnegative(),
    droppedCount: z.int().nonnegative(),
  }),
});

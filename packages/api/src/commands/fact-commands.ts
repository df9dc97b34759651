import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { factsReportSchema } from '../facts.ts';
import { machineField as machine } from './machine-field.ts';

export const machineFacts = defineCommand({
  name: 'machine.facts',
  permission: 'machine:read',
  effect: 'read',
  summary: 'Show what a machine is made of, and what has changed',
  description:
    'Processors, memory, disks, network cards and the switches that they are plugged into, firmware, BMC and PCI devices, as the discover image found them when it ran last (docs/inventory.md). With --history every time that something was otherwise than before: a disk that is gone, memory that is less.',
  http: { method: 'GET', path: '/machines/{machine}/facts' },
  cli: {
    positionals: ['machine'],
    examples: [
      { line: 'netberth machine facts 7', does: 'as it was found last' },
      { line: 'netberth machine facts 7 --history', does: 'what was gone or new, and when' },
    ],
  },
  input: z.object({
    machine,
    history: z
      .stringbool()
      .or(z.boolean())
      .default(false)
      .describe('every time that something was otherwise'),
  }),
  output: z.object({
    machineId: z.int().positive(),
    hostname: z.string().nullable(),
    /** Null: it never ran the discover image. */
    newest: factsReportSchema.nullable(),
    /** Newest first; empty unless asked for. */
    history: z.array(factsReportSchema.omit({ facts: true })),
  }),
});

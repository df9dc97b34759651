import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { machineReferenceSchema, machineSchema, macSchema, serialSchema, uuidSchema } from '../machine.ts';
import { reasonField } from './grant-order.ts';
import { machineField as machine } from './machine-field.ts';

const ended = {
  /** Grants that were live, of either. */
  endedGrants: z.array(z.int().positive()),
  /** Grants that waited for a second person and named either: rejected, because what was proposed is another machine now. */
  rejectedProposals: z.array(z.int().positive()),
};

export const machineMerge = defineCommand({
  name: 'machine.merge',
  permission: 'machine:write',
  effect: 'write',
  summary: 'Make two machines one, which they are',
  description:
    'For one computer that is known twice. MACHINE gets the identifiers, labels and template values of OTHER that it lacks, and its history, alerts and boot media; OTHER is gone. What both have (host name, network, resting profile) stays as MACHINE has it. Nothing is installed by it: the grants of both end, grants that wait for a second person are rejected, and boot ids of OTHER count no more. Held if one of them was held.',
  http: { method: 'POST', path: '/machines/{machine}/merge' },
  cli: {
    positionals: ['machine', 'other'],
    examples: [
      { line: 'netberth machine merge 7 9', does: 'machine 9 is the second network card of machine 7' },
      {
        line: 'netberth machine merge 7 9 --serial ABC123 --reason "board replaced"',
        does: 'where each has a serial number: the one that is right',
      },
    ],
  },
  input: z.object({
    machine,
    other: machineReferenceSchema.describe(
      'the machine that it is too: its id, one of its MACs, its host name',
    ),
    uuid: uuidSchema.optional().describe('the SMBIOS UUID that is right, where each has one'),
    serial: serialSchema.optional().describe('the serial number that is right, where each has one'),
    reason: reasonField,
  }),
  output: z.object({ machine: machineSchema, merged: z.int().positive(), ...ended }),
});

export const machineSplit = defineCommand({
  name: 'machine.split',
  permission: 'machine:write',
  effect: 'write',
  summary: 'Make two machines of one that is two',
  description:
    'For two computers that are known as one: the identifiers that are named go to a new machine. It has the labels, the protection and the state of MACHINE, and boots its disk; history, network and boot media stay with MACHINE. Nothing is installed by it: a grant of MACHINE ends, because nobody knows which of the two it was meant for, and one that waits for a second person is rejected.',
  http: { method: 'POST', path: '/machines/{machine}/split' },
  cli: {
    positionals: ['machine'],
    examples: [
      {
        line: 'netberth machine split 7 --macs 52:54:00:aa:bb:cc',
        does: 'that card is in another computer now',
      },
      { line: 'netberth machine split web1 --macs 52:54:00:aa:bb:cc --uuid', does: 'with the UUID' },
    ],
  },
  input: z.object({
    machine,
    macs: z
      .array(macSchema)
      .max(32)
      .default([])
      .describe('its MACs that are of the other, separated by commas'),
    serial: z.boolean().default(false).describe('the serial number is of the other'),
    uuid: z.boolean().default(false).describe('the SMBIOS UUID is of the other'),
    reason: reasonField,
  }),
  output: z.object({ machine: machineSchema, split: machineSchema, ...ended }),
});

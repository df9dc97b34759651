import { z } from 'zod';
import { captureSchema } from '../capture.ts';
import { defineCommand } from '../command-definition.ts';

export const captureList = defineCommand({
  name: 'capture.list',
  permission: 'machine:read',
  effect: 'read',
  summary: 'List the disks that machines have sent, the newest first',
  description:
    'Of each machine the last one. It waits on the server until `profile capture` makes a profile of it, or until it is removed.',
  narrows: true,
  http: { method: 'GET', path: '/captures' },
  cli: {
    positionals: [],
    rows: 'captures',
    examples: [{ line: 'netberth capture list', does: 'from which machine, how large, when' }],
  },
  input: z.object({}),
  output: z.object({ captures: z.array(captureSchema) }),
});

export const captureRemove = defineCommand({
  name: 'capture.remove',
  permission: 'profile:write',
  effect: 'write',
  summary: 'Remove the disk that a machine has sent',
  description:
    'It frees the space. The machine keeps its disk; profiles that were made of what it has sent stay. To have it again, the machine must send it again.',
  narrows: true,
  http: { method: 'DELETE', path: '/captures/{machine}' },
  cli: {
    positionals: ['machine'],
    examples: [{ line: 'netberth capture remove 7', does: 'what machine 7 has sent' }],
  },
  input: z.object({
    machine: z.coerce.number().int().positive().describe('the machine that sent it, by its id'),
  }),
  output: z.object({ removed: z.int().positive(), freedBytes: z.int().nonnegative() }),
});

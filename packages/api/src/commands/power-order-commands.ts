import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { powerOrderSchema } from '../power.ts';
import { reasonField } from './grant-order.ts';
import { machineField as machine } from './machine-field.ts';

export const powerOrders = defineCommand({
  name: 'power.orders',
  permission: 'machine:read',
  effect: 'read',
  summary: 'List what was done to the power of machines, and what is still to be done',
  description:
    'Each is written down before it is done, and its end after that: what waits, what runs, what has failed and why. The newest first.',
  narrows: true,
  http: { method: 'GET', path: '/power/orders' },
  cli: {
    positionals: [],
    examples: [{ line: 'netberth power orders --batch 3', does: 'how far these are' }],
  },
  input: z.object({
    id: z.coerce.number().int().positive().optional().describe('only this one'),
    batch: z.coerce.number().int().positive().optional().describe('only those that were given together'),
    of: machine.optional().describe('only those of this machine'),
    limit: z.coerce.number().int().min(1).max(1000).default(50).describe('how many at most'),
  }),
  output: z.object({
    orders: z.array(powerOrderSchema),
    /** How many of the whole batch, or of all that match, are in which status. */
    counts: z.record(z.string(), z.int().nonnegative()),
  }),
});

export const powerCancel = defineCommand({
  name: 'power.cancel',
  permission: 'power:use',
  effect: 'write',
  summary: 'Cancel what was ordered and has not begun',
  description:
    'Name one order (--id), or all that were given together (--batch). What runs just then is brought to its end.',
  narrows: true,
  http: { method: 'POST', path: '/power/cancellations' },
  cli: {
    positionals: [],
    examples: [
      { line: 'netberth power cancel --batch 3', does: 'the rest of these' },
      { line: 'netberth power cancel --id 12', does: 'this one' },
    ],
  },
  input: z.object({
    id: z.coerce.number().int().positive().optional().describe('the order'),
    batch: z.coerce.number().int().positive().optional().describe('all that were given together'),
    reason: reasonField,
  }),
  output: z.object({ cancelled: z.int().nonnegative() }),
});

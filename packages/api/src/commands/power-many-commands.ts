import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { nextBootSchema, powerStatusSchema } from '../power.ts';
import { powerWaves as waves, reasonField } from './grant-order.ts';
import { machineSelection, whereField as where } from './machine-bulk-commands.ts';
import { forceField as force, powerNextField } from './power-commands.ts';

const switchField = z.boolean().default(false);
const { label, fact, state, search } = machineSelection;
const selection = { ...machineSelection, where };

const skip = switchField.describe('leave out machines that cannot be switched, instead of switching none');
const dryRun = switchField.describe('do nothing, only say what would be done');

export const powerManySchema = z.object({
  /** What will happen, or would, to how many. */
  sentence: z.string(),
  dryRun: z.boolean(),
  /** By which `power orders --batch` shows them; null: there are none. */
  batch: z.int().positive().nullable(),
  count: z.int().nonnegative(),
  waves: z.int().nonnegative(),
  /** At most the first hundred that are left out. */
  refused: z.array(z.object({ machine: z.int().positive(), code: z.string(), why: z.string() })),
  refusedCount: z.int().nonnegative(),
});
export type PowerMany = z.infer<typeof powerManySchema>;

const many = { permission: 'power:use', effect: 'write', narrows: true } as const;
const ofMany = 'What fails is named at the end. Say --dry-run first.';

export const powerOnMany = defineCommand({
  name: 'power.on-many',
  ...many,
  summary: 'Switch many machines on, some at a time',
  description: ofMany,
  http: { method: 'POST', path: '/machines/power/on' },
  cli: {
    positionals: [],
    bulkOf: 'power on',
    examples: [{ line: 'netberth power on-many --label rack=7 --wave 5', does: 'five at a time' }],
  },
  input: z.object({ ...selection, next: powerNextField, ...waves, skip, dryRun, reason: reasonField }),
  output: powerManySchema,
});

export const powerOffMany = defineCommand({
  name: 'power.off-many',
  ...many,
  summary: 'Switch many machines off at once, as pulling their plugs would',
  description: `${ofMany} Machines that are installing are refused unless you say --force.`,
  http: { method: 'POST', path: '/machines/power/off' },
  cli: {
    positionals: [],
    bulkOf: 'power off',
    examples: [{ line: 'netberth power off-many --label rack=7 --dry-run', does: 'say which' }],
  },
  input: z.object({ ...selection, ...waves, force, skip, dryRun, reason: reasonField }),
  output: powerManySchema,
});

export const powerCycleMany = defineCommand({
  name: 'power.cycle-many',
  ...many,
  summary: 'Switch many machines off and on again, some at a time',
  description: `${ofMany} Machines that are installing are refused unless you say --force.`,
  http: { method: 'POST', path: '/machines/power/cycle' },
  cli: {
    positionals: [],
    bulkOf: 'power cycle',
    examples: [
      { line: 'netberth power cycle-many --label rack=7 --wave 10 --pause 1m', does: 'ten, a minute, ten' },
    ],
  },
  input: z.object({ ...selection, next: powerNextField, ...waves, force, skip, dryRun, reason: reasonField }),
  output: powerManySchema,
});

export const powerResetMany = defineCommand({
  name: 'power.reset-many',
  ...many,
  summary: 'Reset many machines, some at a time',
  description: `${ofMany} Machines that are installing are refused unless you say --force.`,
  http: { method: 'POST', path: '/machines/power/reset' },
  cli: {
    positionals: [],
    bulkOf: 'power reset',
    examples: [{ line: 'netberth power reset-many --ids 7,8,9', does: 'these three' }],
  },
  input: z.object({ ...selection, next: powerNextField, ...waves, force, skip, dryRun, reason: reasonField }),
  output: powerManySchema,
});

export const powerBootNextMany = defineCommand({
  name: 'power.boot-next-many',
  ...many,
  summary: 'Say what many machines boot the next time, once',
  description: `${ofMany} Nothing is restarted.`,
  http: { method: 'POST', path: '/machines/power/boot-next' },
  cli: {
    positionals: ['next'],
    bulkOf: 'power boot-next',
    examples: [{ line: 'netberth power boot-next-many pxe --label rack=7', does: 'when they are restarted' }],
  },
  input: z.object({
    next: nextBootSchema.describe('what they boot the next time'),
    ...selection,
    ...waves,
    skip,
    dryRun,
    reason: reasonField,
  }),
  output: powerManySchema,
});

export const powerStatusMany = defineCommand({
  name: 'power.status-many',
  permission: 'power:use',
  effect: 'read',
  summary: 'Ask whether many machines are on',
  description: 'At most two hundred at once, sixteen at a time. Machines that nothing switches are left out.',
  narrows: true,
  http: { method: 'GET', path: '/machines/power/status' },
  cli: {
    positionals: [],
    bulkOf: 'power status',
    examples: [{ line: 'netberth power status-many --label rack=7', does: 'the rack' }],
  },
  input: z.object({
    label,
    where,
    fact,
    state,
    search,
    ids: z
      .array(z.coerce.number().int().positive())
      .max(200)
      .optional()
      .describe('machines with these ids, separated by commas'),
    all: z.stringbool().or(z.boolean()).default(false).describe('every machine'),
  }),
  output: z.object({ ok: z.boolean(), machines: z.array(powerStatusSchema) }),
});

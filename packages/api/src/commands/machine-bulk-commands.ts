import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { grantProposalSchema } from '../grant-proposal.ts';
import { factConditionSchema } from '../fact-condition.ts';
import { labelNameSchema, labelsSchema, lineSchema, machineStateSchema } from '../machine.ts';
import { grantOrder, powerOfGrant, powerWaves, reasonField } from './grant-order.ts';

/** So many machines at most in one transaction. */
export const maxBulkMachines = 20_000;

/** Which machines: what is given must all be true of one; nothing given selects nothing. */
export const machineSelection = {
  label: z.string().max(320).optional().describe('machines with this label; NAME alone: whatever its value'),
  fact: factConditionSchema
    .optional()
    .describe('machines of which this was found: memory>=64GiB, disk.model~samsung, switch=tor-7'),
  state: machineStateSchema.optional().describe('machines in this state'),
  search: lineSchema(128).optional().describe('machines with this in host name, MAC, serial or UUID'),
  ids: z
    .array(z.coerce.number().int().positive())
    .max(maxBulkMachines)
    .optional()
    .describe('machines with these ids, separated by commas'),
  all: z.boolean().default(false).describe('every machine'),
};

/** What `label` was called in roll-outs and power orders: still understood, and no longer shown. */
export const whereField = lineSchema(320)
  .min(1)
  .optional()
  .meta({ description: 'the same as label', deprecated: true });

const skip = z
  .boolean()
  .default(false)
  .describe('leave out machines that refuse, instead of changing none at all');
const dryRun = z.boolean().default(false).describe('change nothing, only say what would happen');

export const bulkResultSchema = z.object({
  /** What happened, or would happen, to how many. */
  sentence: z.string(),
  dryRun: z.boolean(),
  /** How many machines changed, or would. */
  changed: z.int().nonnegative(),
  /** At most the first hundred that are left out. */
  refused: z.array(z.object({ machine: z.int().positive(), code: z.string(), why: z.string() })),
  refusedCount: z.int().nonnegative(),
  /** What waits for a second person, in place of grants. */
  proposal: grantProposalSchema.nullable(),
});
export type BulkResult = z.infer<typeof bulkResultSchema>;

const inOneTransaction =
  'All in one transaction: if one machine refuses, none is changed, unless you say --skip. At most 20,000 machines at once. Say --dry-run first.';

export const machineGrantMany = defineCommand({
  name: 'machine.grant-many',
  permission: 'machine:grant',
  effect: 'write',
  summary: 'Grant many machines the same profiles',
  description: `For the machines that meet all that is said of --label, --fact, --state, --search and --ids; --all is every machine. ${inOneTransaction} Where a second person is needed (\`grants.secondPersonAbove\`, a protected machine), it is proposed as a whole: \`grant approve\`.`,
  narrows: true,
  http: { method: 'POST', path: '/machines/grants' },
  cli: {
    positionals: ['profiles'],
    bulkOf: 'machine grant',
    examples: [
      { line: 'netberth machine grant-many wipe,image1 --label rack=7 --dry-run', does: 'say what it means' },
      { line: 'netberth machine grant-many image1 --ids 7,8,9 --skip', does: 'those of them that can' },
    ],
  },
  input: z.object({
    ...machineSelection,
    ...grantOrder,
    ...powerOfGrant,
    ...powerWaves,
    replace: z.boolean().default(false).describe('revoke live grants of these machines first'),
    skip,
    dryRun,
    reason: reasonField,
  }),
  output: bulkResultSchema,
});

export const machineRevokeMany = defineCommand({
  name: 'machine.revoke-many',
  permission: 'machine:grant',
  effect: 'write',
  summary: 'Take back the grants of many machines',
  description: `Machines that have none are passed over. ${inOneTransaction}`,
  narrows: true,
  http: { method: 'POST', path: '/machines/revocations' },
  cli: {
    positionals: [],
    bulkOf: 'machine revoke',
    examples: [
      {
        line: 'netberth machine revoke-many --state granted',
        does: 'nothing that has not begun is installed',
      },
    ],
  },
  input: z.object({ ...machineSelection, dryRun, reason: reasonField }),
  output: bulkResultSchema,
});

export const machineHoldMany = defineCommand({
  name: 'machine.hold-many',
  permission: 'machine:hold',
  effect: 'write',
  summary: 'Hold many machines: nothing but their disks until a person lets them go',
  description: `Machines that are held already are passed over. ${inOneTransaction}`,
  narrows: true,
  http: { method: 'POST', path: '/machines/holds' },
  cli: {
    positionals: [],
    bulkOf: 'machine hold',
    examples: [{ line: 'netberth machine hold-many --label site=berlin', does: 'while the site moves' }],
  },
  input: z.object({ ...machineSelection, dryRun, reason: reasonField }),
  output: bulkResultSchema,
});

export const machineUnholdMany = defineCommand({
  name: 'machine.unhold-many',
  permission: 'machine:hold',
  effect: 'write',
  summary: 'Let many held machines go',
  description: `Machines that are not held are passed over. ${inOneTransaction}`,
  narrows: true,
  http: { method: 'POST', path: '/machines/releases' },
  cli: {
    positionals: [],
    bulkOf: 'machine unhold',
    examples: [{ line: 'netberth machine unhold-many --label site=berlin', does: 'it has moved' }],
  },
  input: z.object({ ...machineSelection, dryRun, reason: reasonField }),
  output: bulkResultSchema,
});

export const machineLabel = defineCommand({
  name: 'machine.label',
  permission: 'machine:write',
  effect: 'write',
  summary: 'Add labels to many machines, or remove them',
  description: `The other labels of each stay. Machines that are so already are passed over. All in one transaction; at most 20,000 machines at once. Templates of live grants and resting profiles are rendered again first: a change that would break one is refused. Whoever may touch only machines with a certain label cannot change that label. Say --dry-run first.`,
  narrows: true,
  http: { method: 'POST', path: '/machines/labels' },
  cli: {
    positionals: [],
    examples: [
      {
        line: 'netberth machine label --label rack=7 --add site=berlin --remove floor --dry-run',
        does: 'say what it means for the rack',
      },
      { line: 'netberth machine label --ids 7,8,9 --add rack=8', does: 'three machines have moved' },
    ],
  },
  input: z.object({
    ...machineSelection,
    add: labelsSchema.default({}).describe('labels to set, as name=value, separated by commas'),
    remove: z.array(labelNameSchema).max(64).default([]).describe('names of labels to remove'),
    dryRun,
    reason: reasonField,
  }),
  output: bulkResultSchema,
});

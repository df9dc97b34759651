import { z } from 'zod';
import { defineCommand } from '../command-definition.ts';
import { profileNameSchema } from '../profile.ts';
import { ruleFindingSchema, ruleGrantWays, ruleNameSchema, ruleSchema, wantedRuleSchema } from '../rule.ts';
import { grantOrder, reasonField } from './grant-order.ts';

const wanted = wantedRuleSchema.shape;
const name = ruleNameSchema.describe('the rule');

/** What the machines that meet the conditions now would come to; nothing of it is done. */
const ruleTrialSchema = z.object({
  /** Machines that meet all conditions. */
  matching: z.int().nonnegative(),
  /** Of these, those that it would change; `grants` of them it would grant or propose. */
  touched: z.int().nonnegative(),
  grants: z.int().nonnegative(),
  /** Of these, those beyond the number that it may grant within an hour. */
  waiting: z.int().nonnegative(),
  /** Of these, those that no rule touches: protected, finished or held. */
  untouchable: z.int().nonnegative(),
  /** The first hundred. */
  machines: z.array(
    z.object({
      machine: z.int().positive(),
      hostname: z.string().nullable(),
      /** `would get the label role=web` */
      would: z.array(z.string()),
      /** Why it is left as it is. */
      why: z.string().nullable(),
    }),
  ),
});

export const ruleList = defineCommand({
  name: 'rule.list',
  permission: 'rules:read',
  effect: 'read',
  summary: 'List the rules, in the order in which they count',
  description:
    'All rules whose conditions a machine meets apply. Of two that say the same thing (the same label, a host name, what it rests on, a grant), the first one counts.',
  http: { method: 'GET', path: '/rules' },
  cli: {
    positionals: [],
    rows: 'rules',
    examples: [{ line: 'netberth rule list', does: 'what there is' }],
  },
  input: z.object({}),
  output: z.object({ rules: z.array(ruleSchema) }),
});

export const ruleShow = defineCommand({
  name: 'rule.show',
  permission: 'rules:read',
  effect: 'read',
  summary: 'Show a rule, and what it has found',
  description:
    'In learn mode it says what would have happened; else what was done, what was refused, and what waits.',
  http: { method: 'GET', path: '/rules/{name}' },
  cli: {
    positionals: ['name'],
    examples: [{ line: 'netberth rule show lab', does: 'what came of it' }],
  },
  input: z.object({
    name,
    limit: z.coerce.number().int().min(1).max(1000).default(100).describe('how many findings at most'),
  }),
  output: z.object({
    rule: ruleSchema,
    /** The newest first. */
    findings: z.array(ruleFindingSchema),
  }),
});

export const ruleSet = defineCommand({
  name: 'rule.set',
  permission: 'rules:write',
  effect: 'write',
  summary: 'Make a rule, or change it',
  description:
    'A new rule learns: it changes nothing and says what would have happened, until you say --mode active. An active rule looks at a machine when it is first seen and when its facts or labels change. Saving a rule touches no machine: for those that are known already there is `rule run`. A rule fills in what a machine lacks and overwrites nothing; it never touches a machine that is protected, finished or held. Only the flags given change a rule that there is; an empty value takes away. A rule that grants needs the permission machine:grant too, every other machine:write.',
  http: { method: 'PUT', path: '/rules/{name}' },
  cli: {
    positionals: ['name'],
    examples: [
      {
        line: 'netberth rule set lab --match subnet=192.0.2.0/24 --labels site=lab --hostname "lab-{{ machine.id }}"',
        does: 'label and name machines of a network; at first it only learns',
      },
      {
        line: 'netberth rule set lab --grant wipe,web --how automatic --max-grants 5',
        does: 'new ones are installed, five an hour at most',
      },
      { line: 'netberth rule set lab --mode active', does: 'from now on it acts' },
    ],
  },
  input: z.object({
    name,
    mode: wanted.mode.unwrap().optional().describe('learn: only say what would happen; active: do it'),
    order: z.coerce
      .number()
      .int()
      .min(0)
      .max(9999)
      .optional()
      .describe('of two rules that say the same thing, the lower one counts; 100 where nothing is said'),
    match: wanted.match
      .optional()
      .describe('conditions, separated by commas, all of which must be met: vendor=Dell*,memory>=60GiB'),
    labels: wanted.labels.unwrap().optional().describe('labels that machines get which lack them'),
    hostname: wanted.hostname
      .unwrap()
      .unwrap()
      .optional()
      .describe(wanted.hostname.description ?? ''),
    resting: z
      .union([z.literal(''), profileNameSchema])
      .optional()
      .describe(wanted.resting.description ?? ''),
    grant: z
      .array(z.string().max(64))
      .max(16)
      .optional()
      .describe('profiles that new machines are granted, in order'),
    how: z
      .enum(ruleGrantWays)
      .optional()
      .describe('propose: a person approves each grant; automatic: granted at once'),
    maxGrants: z.coerce
      .number()
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .describe('how many machines it grants within an hour; 5 where nothing is said'),
    expires: grantOrder.expires.unwrap().optional().describe('how long its grants live'),
    maxStarts: grantOrder.maxStarts.unwrap().optional().describe('how often one step may start'),
    reason: reasonField,
  }),
  output: ruleSchema.extend({
    /** What `rule run` would do now. */
    trial: ruleTrialSchema,
  }),
});

export const ruleRemove = defineCommand({
  name: 'rule.remove',
  permission: 'rules:write',
  effect: 'write',
  summary: 'Remove a rule',
  description: 'What it has done stays: labels, names, grants. Grants are taken back by `machine revoke`.',
  http: { method: 'DELETE', path: '/rules/{name}' },
  cli: { positionals: ['name'], examples: [{ line: 'netberth rule remove lab', does: 'gone' }] },
  input: z.object({ name, reason: reasonField }),
  output: z.object({ removed: z.string() }),
});

export const ruleTry = defineCommand({
  name: 'rule.try',
  permission: 'rules:read',
  effect: 'read',
  summary: 'Say which machines meet a rule now, and what would happen to them',
  description: 'Changes nothing, whatever mode the rule is in.',
  http: { method: 'GET', path: '/rules/{name}/trial' },
  cli: {
    positionals: ['name'],
    examples: [{ line: 'netberth rule try lab', does: 'who would be touched' }],
  },
  input: z.object({ name }),
  output: z.object({ rule: ruleSchema, trial: ruleTrialSchema }),
});

export const ruleRun = defineCommand({
  name: 'rule.run',
  permission: 'rules:write',
  effect: 'write',
  summary: 'Have a rule look at the machines that are known already',
  description:
    'Without --yes it only says what it would do. With it the machines are looked at one after the other, within seconds; grants beyond the number that the rule may give within an hour wait for the next hour.',
  http: { method: 'POST', path: '/rules/{name}/run' },
  cli: {
    positionals: ['name'],
    examples: [
      { line: 'netberth rule run lab', does: 'say what it would do' },
      { line: 'netberth rule run lab --yes', does: 'do it' },
    ],
  },
  input: z.object({
    name,
    yes: z.boolean().default(false).describe('do it, and do not only say it'),
    reason: reasonField,
  }),
  output: z.object({ rule: ruleSchema, trial: ruleTrialSchema, started: z.boolean() }),
});

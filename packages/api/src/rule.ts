import { z } from 'zod';
import { grantOrder } from './commands/grant-order.ts';
import { labelsSchema, lineSchema } from './machine.ts';
import { profileNameSchema } from './profile.ts';
import { parseRuleCondition } from './rule-condition.ts';

/** `learn`: it changes nothing and says what would have happened. */
export const ruleModes = ['learn', 'active'] as const;
export type RuleMode = (typeof ruleModes)[number];

/** `propose`: nothing is served until a person approves it. */
export const ruleGrantWays = ['propose', 'automatic'] as const;

export const ruleNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'is not the name of a rule (lower-case letters, digits, . _ -)');

export const conditionSchema = lineSchema(500).superRefine((text, context) => {
  const parsed = parseRuleCondition(text);
  if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.problem });
});

export const ruleGrantSchema = z.strictObject({
  profiles: grantOrder.profiles.describe('profiles, in order'),
  expires: grantOrder.expires,
  maxStarts: z.int().min(1).max(100).default(2).describe('how often one step may start'),
  how: z
    .enum(ruleGrantWays)
    .default('propose')
    .describe('propose: a person approves each; automatic: granted at once'),
  maxGrants: z
    .int()
    .min(1)
    .max(10_000)
    .default(5)
    .describe('how many machines it grants within an hour; others wait'),
});
export type RuleGrant = z.output<typeof ruleGrantSchema>;

/** What a rule says, as people write it. */
export const wantedRuleSchema = z.strictObject({
  mode: z.enum(ruleModes).default('learn').describe('learn: only say what would happen; active: do it'),
  order: z
    .int()
    .min(0)
    .max(9999)
    .default(100)
    .describe('of two rules that say the same thing, the lower one counts'),
  match: z
    .array(conditionSchema)
    .min(1)
    .max(32)
    .describe('conditions, all of which must be met: vendor=Dell*, memory>=60GiB, label.rack=7'),
  labels: labelsSchema.default({}).describe('labels that machines get which lack them'),
  hostname: lineSchema(300)
    .nullable()
    .default(null)
    .describe('a host name for machines without one: web-{{ machine.serial | downcase }}'),
  resting: profileNameSchema
    .nullable()
    .default(null)
    .describe('what machines rest on that rest on their disk: a non-destructive profile, or menu'),
  grant: ruleGrantSchema.nullable().default(null).describe('what new machines are granted'),
});
export type WantedRule = z.output<typeof wantedRuleSchema>;

/** One machine that a rule has looked at and that meets its conditions. */
export const ruleFindingSchema = z.object({
  rule: z.string(),
  machine: z.int().positive(),
  hostname: z.string().nullable(),
  at: z.iso.datetime(),
  mode: z.enum(ruleModes),
  /** What was done, or in learn mode would have been: `granted web`. */
  did: z.array(z.string()),
  /** What could not be done, and why. */
  refused: z.array(z.string()),
});
export type RuleFinding = z.infer<typeof ruleFindingSchema>;

/** What a rule has made of one machine, for `machine explain`. */
export const machineRuleSchema = z.object({
  rule: z.string(),
  mode: z.enum(ruleModes),
  text: z.string(),
});
export type MachineRule = z.infer<typeof machineRuleSchema>;

export const ruleSchema = z.object({
  name: z.string(),
  mode: z.enum(ruleModes),
  order: z.int(),
  match: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
  hostname: z.string().nullable(),
  resting: z.string().nullable(),
  grant: z
    .object({
      profiles: z.array(z.string()),
      expires: z.string(),
      maxStarts: z.int(),
      how: z.enum(ruleGrantWays),
      maxGrants: z.int(),
    })
    .nullable(),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
  /** How many machines it has found since it is in this mode. */
  found: z.int().nonnegative(),
  /** How many it has granted within the last hour; in learn mode, would have. */
  grantedThisHour: z.int().nonnegative(),
  revision: z.string(),
});
export type Rule = z.infer<typeof ruleSchema>;

import { z } from 'zod';

export const rolloutStatuses = ['proposed', 'running', 'paused', 'stopped', 'done', 'back'] as const;
export type RolloutStatus = (typeof rolloutStatuses)[number];

/**
 * How far a machine is: `waiting` for its wave; `called`, it moves at its next boot; `booted`, it was given the new
 * version and has not said that it is well; `healthy`, `failed`; `left` where it was; `back` where it was before.
 */
export const rolloutPhases = ['waiting', 'called', 'booted', 'healthy', 'failed', 'left', 'back'] as const;
export type RolloutPhase = (typeof rolloutPhases)[number];

/** `5` machines or `5%` of them. */
export const shareSchema = z
  .string()
  .regex(/^(\d{1,6}|(100|\d{1,2})%)$/, 'is not a number of machines like 3, or a share of them like 5%');

const count = z.int().nonnegative();

/** One roll-out of a version of an image. */
export const rolloutSchema = z.object({
  id: z.int().nonnegative(),
  image: z.string(),
  /** The version that machines come to. */
  profile: z.string(),
  status: z.enum(rolloutStatuses),
  /** Why it stands, or needs a second person. */
  why: z.string().nullable(),
  /** Machines with this label are meant: `role=edge`. */
  label: z.string(),
  canary: z.string(),
  wave: z.string(),
  maxFailures: z.string(),
  healthyWithin: z.string(),
  bootWithin: z.string(),
  /** Only machines that have said that they keep the image locally are called. */
  staged: z.boolean(),
  machineCount: count,
  /** How many machines are how far. */
  phases: z.object({
    waiting: count,
    called: count,
    booted: count,
    healthy: count,
    failed: count,
    left: count,
    back: count,
  }),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type Rollout = z.infer<typeof rolloutSchema>;

export const rolloutMachineSchema = z.object({
  machine: z.int().positive(),
  hostname: z.string().nullable(),
  phase: z.enum(rolloutPhases),
  /** Why it failed or was left. */
  why: z.string().nullable(),
  /** It has said that it keeps the new version locally. */
  staged: z.boolean(),
  /** What its last boot was given: a profile, or `disk`, `menu` …; null: it never booted. */
  runs: z.string().nullable(),
  /** How many versions ago that was the newest; null: it is no version of this image. */
  versionsBehind: count.nullable(),
});
export type RolloutMachine = z.infer<typeof rolloutMachineSchema>;

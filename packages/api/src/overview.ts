import { z } from 'zod';
import { eventSchema } from './event.ts';
import { machineStateSchema } from './machine.ts';
import { rolloutSchema } from './rollout.ts';

/** A boot that fetches, or that installs and has not reported yet. */
export const bootUnderWaySchema = z.object({
  number: z.int().positive(),
  at: z.iso.datetime(),
  machineId: z.int().positive(),
  hostname: z.string().nullable(),
  profile: z.string(),
  /** Most of its image was fetched, or it has asked for its post-install script. */
  startedAt: z.iso.datetime().nullable(),
  /** Each byte counts once, however often it was sent. */
  fetchedBytes: z.int().nonnegative(),
  /** Kernel, initrds and image of the profile; 0 when the profile is gone. */
  expectedBytes: z.int().nonnegative(),
  /** When bytes were last sent; null: none yet. */
  lastSentAt: z.iso.datetime().nullable(),
});
export type BootUnderWay = z.infer<typeof bootUnderWaySchema>;

export const failedMachineSchema = z.object({
  id: z.int().positive(),
  hostname: z.string().nullable(),
  reason: z.string().nullable(),
});

/** A roll-out that waits for somebody: paused, proposed, or stopped within a week and not followed by another of its image. */
export const standingRolloutSchema = rolloutSchema.pick({
  ...{ id: true, image: true, profile: true, status: true, why: true },
});
export type StandingRollout = z.infer<typeof standingRolloutSchema>;

/** What is going on, on one page. */
export const overviewSchema = z.object({
  machines: z.int().nonnegative(),
  states: z.record(machineStateSchema, z.int().nonnegative()),
  profiles: z.int().nonnegative(),
  /** Newest first, at most 100. */
  boots: z.array(bootUnderWaySchema),
  /** Machines in the state `failed`, at most 20. */
  failed: z.array(failedMachineSchema),
  /** Newest first, at most 20. */
  rollouts: z.array(standingRolloutSchema),
  /** Newest first, at most 20. */
  alerts: z.array(eventSchema),
});
export type Overview = z.infer<typeof overviewSchema>;

export const chartBucketSchema = z.object({
  at: z.iso.datetime(),
  /** Visits to `/bootstrap`. */
  boots: z.int().nonnegative(),
  /** Of these, the ones that got a profile. */
  profiles: z.int().nonnegative(),
  /** Of files, each by the time of the last one that was sent to its boot. */
  sentBytes: z.int().nonnegative(),
});
export type ChartBucket = z.infer<typeof chartBucketSchema>;

import { z } from 'zod';

/** What switches a machine: its BMC by IPMI or Redfish, a packet that wakes it, or a program of the operator. */
export const powerDrivers = ['ipmi', 'redfish', 'wol', 'hook'] as const;
export const powerDriverSchema = z.enum(powerDrivers, 'is not ipmi, redfish, wol or hook');
export type PowerDriverName = z.infer<typeof powerDriverSchema>;

export const powerStateSchema = z.enum(['on', 'off', 'unknown']);
export type PowerState = z.infer<typeof powerStateSchema>;

/** What a machine can be told to boot the next time, once. `medium`: its own ISO, inserted into its virtual drive. */
export const nextBoots = ['pxe', 'cd', 'disk', 'medium'] as const;
export const nextBootSchema = z.enum(nextBoots, 'is not pxe, cd, disk or medium');
export type NextBoot = z.infer<typeof nextBootSchema>;

export const powerActions = ['on', 'off', 'cycle', 'reset', 'boot-next', 'eject'] as const;
export const powerActionSchema = z.enum(powerActions);
export type PowerAction = z.infer<typeof powerActionSchema>;

/**
 * `planned`: its wave has not come. `waiting`: it is tried as soon as it can be. `cancelled`: it was not done, and nobody
 * need do it any more.
 */
export const powerOrderStatuses = ['planned', 'waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export const powerOrderStatusSchema = z.enum(powerOrderStatuses);
export type PowerOrderStatus = z.infer<typeof powerOrderStatusSchema>;

/** Something that is to be done to one machine's power. */
export const powerOrderSchema = z.object({
  id: z.int().positive(),
  machineId: z.int().positive(),
  action: powerActionSchema,
  /** What it boots next; null: as its firmware is set. */
  next: nextBootSchema.nullable(),
  status: powerOrderStatusSchema,
  /** What came of it, or why it is tried again. */
  why: z.string().nullable(),
  attempts: z.int().nonnegative(),
  /** Orders that were given together. */
  batch: z.int().positive().nullable(),
  /** From 1. */
  wave: z.int().positive(),
  /** The grant that it belongs to: it ends as failed when this fails. */
  grantId: z.int().positive().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type PowerOrder = z.infer<typeof powerOrderSchema>;

/** How a machine is switched, without the password. */
export const powerSettingsSchema = z.object({
  machineId: z.int().positive(),
  hostname: z.string().nullable(),
  driver: powerDriverSchema,
  /** As it was given; null: the driver needs none. */
  address: z.string().nullable(),
  user: z.string().nullable(),
  /** The hook of the settings of the server that is called. */
  hook: z.string().nullable(),
  hasPassword: z.boolean(),
  /** SHA-256 of the certificate that alone is taken; null: it is checked as any other. */
  tlsFingerprint: z.string().nullable(),
  legacyTls: z.boolean(),
  /** When a connection was last tried with it, and what was seen then; null: never. */
  testedAt: z.iso.datetime().nullable(),
  state: powerStateSchema,
  /** The medium in its virtual drive. */
  mediumId: z.int().positive().nullable(),
});
export type PowerSettings = z.infer<typeof powerSettingsSchema>;

/** What somebody learns who asks a machine's BMC. */
export const powerStatusSchema = z.object({
  machineId: z.int().positive(),
  hostname: z.string().nullable(),
  ok: z.boolean(),
  state: powerStateSchema,
  /** What it boots the next time, where that can be asked. */
  next: z.string().nullable(),
  /** What is in its virtual drive, where there is one. */
  medium: z.string().nullable(),
  /** What answers: vendor and model. */
  model: z.string().nullable(),
  /** Why nothing was learnt. */
  failure: z.string().nullable(),
});
export type PowerStatus = z.infer<typeof powerStatusSchema>;

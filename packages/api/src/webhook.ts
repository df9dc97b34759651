import { z } from 'zod';
import { machineStates } from './machine.ts';

/** What is told: a machine that came to a state, and something that wants a person to look. */
export const webhookEvents = [
  ...machineStates.map((state) => `machine.${state}` as const),
  'alert',
  'test',
] as const;
export const webhookEventSchema = z.enum(webhookEvents);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

export const webhookSchema = z.object({
  id: z.int().positive(),
  url: z.string(),
  events: z.array(webhookEventSchema),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  /** What waits to be delivered. */
  waiting: z.int().nonnegative(),
  /** Events that were given up: the queue was full, or every try failed. */
  dropped: z.int().nonnegative(),
  deliveredAt: z.iso.datetime().nullable(),
  /** Why the last try failed; null: it did not. */
  failure: z.string().nullable(),
});
export type Webhook = z.infer<typeof webhookSchema>;

/** The JSON that is sent; signed in the header `x-netberth-signature`. */
export const webhookBodySchema = z.object({
  event: webhookEventSchema,
  at: z.iso.datetime(),
  machine: z
    .object({
      id: z.int().positive(),
      hostname: z.string().nullable(),
      state: z.string().nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
  message: z.string().nullable(),
});
export type WebhookBody = z.infer<typeof webhookBodySchema>;

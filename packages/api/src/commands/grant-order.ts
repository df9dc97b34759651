import { z } from 'zod';
import { lineSchema } from '../machine.ts';
import { nextBootSchema } from '../power.ts';

export const reasonField = lineSchema(500).optional().describe('why, for the audit log');

/** The input fields that say what is granted, of one machine or of many. */
export const grantOrder = {
  profiles: z.array(z.string().min(1).max(64)).min(1).max(16).describe('profiles, separated by commas'),
  expires: z
    .string()
    .regex(/^[1-9]\d{0,4}[smhdw]$/, 'is not a duration like 30m, 4h, 2d or 8w')
    .default('4h')
    .describe('how long the grant lives'),
  maxStarts: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(2)
    .describe('how often one step may start, for profiles that retry'),
};

/** How the machines of a grant are restarted. */
export const powerOfGrant = {
  power: z
    .enum(['cycle', 'on'], 'is not cycle or on')
    .optional()
    .describe('restart it at once: off and on, or only on'),
  next: nextBootSchema
    .optional()
    .describe('with --power, what it boots then; medium is its own ISO; else from the network'),
};

/** How many at a time. Nothing given: all at once, sixteen by each server. */
export const powerWaves = {
  wave: z.coerce
    .number()
    .int()
    .min(1)
    .max(20_000)
    .optional()
    .describe('so many machines at a time; the next wave begins when all of these are done'),
  pause: z
    .string()
    .regex(/^(0s|[1-9]\d{0,4}[smh])$/, 'is not a time like 30s, 5m or 1h')
    .default('0s')
    .describe('how long to wait between two waves'),
  maxFailures: z.coerce
    .number()
    .int()
    .min(0)
    .max(20_000)
    .default(0)
    .describe('when more machines than this have failed, the waves that have not begun are left out'),
};

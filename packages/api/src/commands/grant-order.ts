import { z } from 'zod';
import { lineSchema } from '../machine.ts';

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

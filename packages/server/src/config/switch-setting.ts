import { z } from 'zod';

/** `true`, `yes`, `on`, `1` and their opposites. */
export const switchSchema = z.union(
  [z.boolean(), z.stringbool({ truthy: ['true', 'yes', 'on', '1'], falsy: ['false', 'no', 'off', '0'] })],
  'is neither true nor false',
);

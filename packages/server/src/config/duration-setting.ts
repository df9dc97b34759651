import { z } from 'zod';
import { durationMs } from '../platform/duration.ts';

const shortestMs = 5 * 60_000;

/** `30m`, `8h`, `2d` -> milliseconds */
export const durationSchema = z
  .string('is not a time')
  .regex(/^[1-9]\d{0,4}[smhdw]$/, 'is not a time')
  .transform(durationMs)
  .refine((timeMs) => timeMs >= shortestMs, 'is less than five minutes');

const shortestKeptMs = 30 * 24 * 3_600_000;

/** `forever`, or a time of at least thirty days */
export const keepSchema = z.union(
  [
    z.literal('forever').transform(() => Infinity),
    z
      .string()
      .regex(/^[1-9]\d{0,4}[dw]$/)
      .transform(durationMs)
      .refine((timeMs) => timeMs >= shortestKeptMs),
  ],
  'is no time of thirty days or more',
);

import { z } from 'zod';
import { durationMs } from '../platform/duration.ts';

const shortestMs = 5 * 60_000;

/** `30m`, `8h`, `2d` -> milliseconds */
export const durationSchema = z
  .string('is not a time')
  .regex(/^[1-9]\d{0,4}[smhdw]$/, 'is not a time')
  .transform(durationMs)
  .refine((timeMs) => timeMs >= shortestMs, 'is less than five minutes');

import { z } from 'zod';

const factors: Readonly<Record<string, number>> = { kbit: 1e3, Mbit: 1e6, Gbit: 1e9 };

/** `10Gbit` -> bytes a second; empty: null */
export const linkSpeedSchema = z.string('is not a speed').transform((given, context) => {
  if (given.trim() === '') return null;
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*(kbit|Mbit|Gbit)$/.exec(given.trim()) ?? [];
  const bytes = Math.floor((Number(amount) * (factors[unit] ?? Number.NaN)) / 8);
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes;
  context.addIssue('is not a speed');
  return z.NEVER;
});

import { readFields } from '@netberth/slips/fields';
import type { z } from 'zod';

export type FieldFault = { readonly path: readonly PropertyKey[]; readonly message: string };

/** What a schema finds in YAML that a person wrote, each with its path: `macs, number 1, is not a MAC address`. */
export function fieldFaults(schema: z.ZodType, value: unknown): readonly FieldFault[] {
  const read = readFields(schema, value, 'hidden');
  if (read.ok) return [];
  return read.problems.map(({ path, message }) => ({ path, message: `${nameOf(path)} ${message}` }));
}

function nameOf(path: readonly PropertyKey[]): string {
  const [before, last] = path.slice(-2);
  if (typeof last === 'number') return `${String(before)}, number ${last + 1},`;
  return String(last ?? before ?? 'the file');
}

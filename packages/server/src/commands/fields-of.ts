import { readFields } from '@netberth/slips/fields';
import type { z } from 'zod';
import { CommandRefused } from '../platform/command-refused.ts';

/** What came to a route, as its schema knows it. `whole` names it where no field does. @throws CommandRefused with every field that is wrong */
export function fieldsOf<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  whole: '(input)' | '(body)',
): z.output<Schema> {
  const read = readFields(schema, value);
  if (read.ok) return read.value;
  const fields = read.problems.map(({ path, message }) => ({ field: path.join('.') || whole, message }));
  throw new CommandRefused('badInput', {}, fields);
}

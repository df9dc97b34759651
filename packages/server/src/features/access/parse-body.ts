import type { z } from 'zod';
import { CommandRefused } from '../../platform/command-refused.ts';

/** What came to a route of sessions. @throws CommandRefused with every problem there is */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => ({
    field: path.join('.') || '(body)',
    message,
  }));
  throw new CommandRefused('badInput', {}, fields);
}

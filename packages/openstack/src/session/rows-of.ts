import type { z } from 'zod';
import type { Call } from './call.ts';
import { allRows } from './pages.ts';
import { parseAnswer } from './parse-answer.ts';
import type { Session } from './session.ts';

/** All pages of a list, typed. */
export async function rowsOf<Schema extends z.ZodType>(
  session: Session,
  call: Call,
  rows: string,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  const typed: z.output<Schema>[] = [];
  for await (const row of allRows(session, call, rows)) typed.push(parseAnswer(schema, row, call.service));
  return typed;
}

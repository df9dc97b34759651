import type { CommandDefinition } from '@netberth/api';
import type { CommandInput } from './command-line/read-input.ts';
import type { Connection } from './connect/connection.ts';
import { Failure } from './failure.ts';
import { sendCommand } from './send-command.ts';

/** The rows of a list, page after page until the server names no `next`. */
export async function allPages(
  connection: Connection,
  definition: CommandDefinition,
  input: CommandInput,
  rowsField: string,
): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  let after: number | null = null;
  do {
    const page = readPage(
      await sendCommand(connection, definition, after === null ? input : { ...input, after }),
      rowsField,
    );
    for (const row of page.rows) rows.push(row);
    if (page.next !== null && page.next === after)
      throw new Failure(`The server names page ${after} as its own next page.`);
    after = page.next;
  } while (after !== null);
  return rows;
}

function readPage(output: unknown, rowsField: string): { rows: readonly unknown[]; next: number | null } {
  const fields = new Map(typeof output === 'object' && output !== null ? Object.entries(output) : []);
  const rows: unknown = fields.get(rowsField);
  const next: unknown = fields.get('next');
  if (!Array.isArray(rows))
    throw new Failure(`The server's answer has no "${rowsField}". Is it of this version?`);
  return { rows, next: typeof next === 'number' ? next : null };
}

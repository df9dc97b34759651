import type { CommandDefinition } from '@netberth/api';
import type { CommandInput } from './command-line/read-input.ts';
import type { Connection } from './connect/connection.ts';
import { Failure } from './failure.ts';
import { sendCommand } from './send-command.ts';

/** All of a list. */
export type WholeList = {
  readonly rows: readonly unknown[];
  /** The first page as it came: what stands beside the rows is the same in each. */
  readonly first: Readonly<Record<string, unknown>>;
};

/** The rows of a list, page after page until the server names no `next`. */
export async function allPages(
  connection: Connection,
  definition: CommandDefinition,
  input: CommandInput,
  rowsField: string,
): Promise<WholeList> {
  const rows: unknown[] = [];
  let first: WholeList['first'] | undefined;
  let after: number | null = null;
  do {
    const page = readPage(
      await sendCommand(connection, definition, after === null ? input : { ...input, after }),
      rowsField,
    );
    first ??= page.fields;
    for (const row of page.rows) rows.push(row);
    if (page.next !== null && page.next === after)
      throw new Failure(`The server names page ${after} as its own next page.`);
    after = page.next;
  } while (after !== null);
  return { rows, first };
}

type Page = {
  readonly fields: WholeList['first'];
  readonly rows: readonly unknown[];
  readonly next: number | null;
};

function readPage(output: unknown, rowsField: string): Page {
  const fields = new Map(typeof output === 'object' && output !== null ? Object.entries(output) : []);
  const rows: unknown = fields.get(rowsField);
  const next: unknown = fields.get('next');
  if (!Array.isArray(rows))
    throw new Failure(`The server's answer has no "${rowsField}". Is it of this version?`);
  return { fields: Object.fromEntries(fields), rows, next: typeof next === 'number' ? next : null };
}

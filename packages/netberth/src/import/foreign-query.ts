import { Failure } from '../failure.ts';
import { readUrl } from '../db/read-url.ts';
import type { ForeignQuery } from './query-csv.ts';

type Asked = {
  readonly from?: string | undefined;
  readonly query?: string | undefined;
  readonly map: Readonly<Record<string, string>>;
};

/** Null: a file is meant. */
export async function foreignQueryOf(
  { from, query, map }: Asked,
  file: string | undefined,
): Promise<ForeignQuery | null> {
  if (from === undefined && query === undefined && Object.keys(map).length === 0) return null;
  if (file !== undefined) throw new Failure('Name a file, or a database with --from and --query, not both.');
  if (from === undefined || query === undefined)
    throw new Failure('--from URL and --query SELECT go together: which database, and what to ask it.');
  return { from: await readUrl(from), query, map };
}

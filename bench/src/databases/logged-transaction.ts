import type { LogLine } from './durable-postgres.ts';

/** A statement as the server was told it: `$1` stands for the first of its values, as text; null is NULL. */
export type LoggedStatement = { readonly sql: string; readonly values: readonly (string | null)[] };

/**
 * The transaction that has made a row in this table, from its begin to its commit.
 *
 * @param log of a PostgreSQL with `log_statement=all`
 */
export function transactionInto(table: string, log: readonly LogLine[]): readonly LoggedStatement[] {
  for (const lines of Map.groupBy(log, ({ pid }) => pid).values()) {
    const statements = lines.flatMap(statementOf);
    const insert = statements.findIndex(({ sql }) => sql.startsWith(`insert into "${table}"`));
    if (insert < 0) continue;
    const begin = statements.findLastIndex(
      ({ sql }, at) => at < insert && sql.startsWith('start transaction'),
    );
    const commit = statements.findIndex(({ sql }, at) => at > insert && sql === 'commit');
    if (begin >= 0 && commit >= 0) return statements.slice(begin, commit + 1);
  }
  throw new Error(`Reading the log of PostgreSQL: there is no transaction that made a row in "${table}".`);
}

function statementOf({ message, detail = '' }: LogLine): LoggedStatement[] {
  const [, sql] = /^(?:statement|execute [^:]+): (.*)$/s.exec(message) ?? [];
  return sql === undefined ? [] : [{ sql, values: valuesIn(detail) }];
}

/** `parameters: $1 = 'it''s', $2 = NULL` */
function valuesIn(detail: string): (string | null)[] {
  return [...detail.matchAll(/\$\d+ = (?:NULL|'((?:[^']|'')*)')/g)].map(
    ([, quoted]) => quoted?.replaceAll("''", "'") ?? null,
  );
}

import { parseFactCondition } from '@netberth/api';
import type { FactCondition } from '@netberth/api';
import { sql } from 'kysely';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import type { Query } from '../../database/work.ts';

/**
 * Machines whose newest facts are as a condition of {@link parseFactCondition} says, for `where()`.
 * @throws Error for what is no condition: the schema of the command has refused it
 */
export function hasFact(
  where: ExpressionBuilder<Tables, 'machines'>,
  query: Query,
  text: string,
): Expression<SqlBool> {
  const parsed = parseFactCondition(text);
  if (!parsed.ok)
    throw new Error(`Looking for machines by a fact: ${JSON.stringify(text)} ${parsed.problem}.`);
  return where('id', 'in', factRows(query, parsed.condition).select('machine_id'));
}

function factRows(query: Query, condition: FactCondition) {
  const named = query.selectFrom('fact_values').where('name', '=', condition.name);
  switch (condition.kind) {
    case 'known':
      return named;
    case 'is':
      return named.where('value', '=', condition.value);
    case 'contains': {
      const pattern = `%${condition.value.replaceAll(/[!%_]/g, '!$&')}%`;
      return named.where(sql<SqlBool>`${sql.ref('value')} like ${pattern} escape '!'`);
    }
    default:
      return named.where('number', condition.kind, condition.number);
  }
}

import type { CompiledQuery } from 'kysely';
import type { Query, SqlValue, Statement, Values } from './work.ts';

/** Stands in a compiled statement where a named value will be. */
class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const placeholders = new Proxy<Record<string, SqlValue>>(
  {},
  {
    get: (_, name) => new Placeholder(String(name)),
  },
);

export type CompiledStatement = {
  readonly sql: string;
  readonly bind: (values: Values) => SqlValue[];
};

/** How a generated key is asked for; else the driver reports it. */
export type GivesKeysBy = 'returning' | 'output' | 'driver';

/** Make the text of a statement once; later runs only put the values in order. */
export function compileStatement(toCompile: Statement, query: Query, by: GivesKeysBy): CompiledStatement {
  const built = toCompile.build(query, placeholders) as Compilable;
  const compiled = askingForKey(built, toCompile.generatedKey, by).compile();
  return { sql: compiled.sql, bind: binder(compiled.parameters) };
}

function askingForKey(built: Compilable, key: string | undefined, by: GivesKeysBy): Compilable {
  if (key === undefined) return built;
  if (by === 'returning' && built.returning) return built.returning(key);
  if (by === 'output' && built.output) return built.output(`inserted.${key}`);
  return built;
}

type Compilable = {
  compile(): CompiledQuery;
  returning?: (column: string) => Compilable;
  output?: (column: string) => Compilable;
};

function binder(parameters: readonly unknown[]): CompiledStatement['bind'] {
  return (values) =>
    parameters.map((parameter) => {
      if (!(parameter instanceof Placeholder)) return storable(parameter as SqlValue);
      const value = values[parameter.name];
      if (value === undefined) {
        throw new Error(`Running a statement: the value "${parameter.name}" is missing.`);
      }
      return storable(value);
    });
}

/**
 * The value as every database can hold it: PostgreSQL refuses NUL, and for half of a surrogate pair each driver sends
 * something else. Such text comes from outside; it must fail to be found or show a mark, not fail the statement.
 */
export function storable<Value extends SqlValue>(value: Value): Value {
  if (typeof value !== 'string' || (value.isWellFormed() && !value.includes('\0'))) return value;
  return value.toWellFormed().replaceAll('\0', '\uFFFD') as Value;
}

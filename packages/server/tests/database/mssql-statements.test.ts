import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compileStatement } from '../../src/database/compile-statement.ts';
import type { Statement } from '../../src/database/work.ts';
import { mssqlProblems, mssqlQuery } from './mssql-grammar.ts';
import { statementsQuery } from './record-statements.ts';

const source = join(import.meta.dirname, '../../src');
const query = mssqlQuery();

/** Declared at the top of a file; what is made for a number of rows is compiled where it runs (store contracts). */
const atTop = /^(?:export )?const \w+ = statement[<(]/gm;

const files = globSync('**/*.ts', { cwd: source })
  .filter((file) => !file.endsWith('.test.ts') && file !== join('database', 'work.ts'))
  .map((file) => ({ file, declared: readFileSync(join(source, file), 'utf8').match(atTop)?.length ?? 0 }))
  .filter(({ declared }) => declared > 0);

it.each(files)('every statement of $file is one that SQL Server takes', async ({ file, declared }) => {
  const path = join(source, file);
  const module = (await import(/* @vite-ignore */ `${path}${statementsQuery}`)) as {
    readonly declaredStatements: readonly Statement[];
  };
  expect(module.declaredStatements.length).toBeGreaterThanOrEqual(declared);
  const problems = module.declaredStatements.flatMap((one) => {
    const { sql } = compileStatement(one, query, 'output');
    return mssqlProblems({ sql, parameters: [] }).map((problem) => `${problem}: ${sql}`);
  });
  expect(problems).toEqual([]);
});

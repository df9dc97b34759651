import { DummyDriver, Kysely, MssqlAdapter, MssqlIntrospector } from 'kysely';
import type { CompiledQuery } from 'kysely';
import { compileStatement } from '../../src/database/compile-statement.ts';
import { NetberthMssqlCompiler } from '../../src/database/mssql-query-compiler.ts';
import type { Tables } from '../../src/database/tables.ts';
import type { Answer, Database, ReadRequest, Statement, WriteRequest } from '../../src/database/work.ts';

type Request = ReadRequest | WriteRequest;

/** Builds and compiles as for SQL Server, and runs nothing. */
export function mssqlQuery(onQuery: (query: CompiledQuery) => void = () => undefined): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new MssqlAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (database) => new MssqlIntrospector(database),
      createQueryCompiler: () => new NetberthMssqlCompiler(),
    },
    log: ({ query }) => onQuery(query),
  });
}

/** The protocol of the driver takes two of SQL Server's 2100 for itself. */
const mostParameters = 2098;

/** What the other databases know and SQL Server refuses, or takes for something else. */
const denied: readonly (readonly [RegExp, string])[] = [
  [/\blimit\b/, 'limit: it is top, or offset … fetch'],
  [
    /\bon (conflict|duplicate)\b|\binsert (or )?ignore\b|\breplace into\b/,
    'no such insert: look first, or merge',
  ],
  [/\breturning\b/, 'returning: it is output'],
  [/\b(true|false)\b/, 'there are no such words: 1 = 1'],
  [/\bi?like\b.*\bi?like\b.*\bilike\b|\bilike\b/, 'ilike: lower() and like'],
  [/::|\|\||`/, 'an operator or a quote of another database'],
  [/\b(substr|length|greatest|least|now|group_concat|char|strftime|unix_timestamp)\s*\(/, 'no such function'],
  [/\bnulls (first|last)\b/, 'nulls first, nulls last'],
  [/\b(for update|skip locked|filter \(|recursive|lateral|distinct on)\b/, 'words of another database'],
  [/\btext match\b/, "SQLite's index"],
  [/\(\s*"[^"]+"\s*,\s*"[^"]+"[^()]*\)\s*(in|=|<|>)/, 'several columns compared at once'],
  [
    /select (not )?exists\b|\bexists \([^()]*\) as\b/,
    'a condition is no value: case when … then 1 else 0 end',
  ],
  [
    /(?<!as )\b(serial|boolean|text|longtext|autoincrement|auto_increment|blob|varchar\(320\))(?=[ ,)])/,
    'a type of another database',
  ],
  [/\bgenerated always as\b/, 'a computed column: name as (…)'],
  [/\bif not exists\b/, 'create … if not exists'],
];

/** @returns what SQL Server would not take, by what can be told from the text */
export function mssqlProblems({
  sql,
  parameters,
}: Pick<CompiledQuery, 'sql' | 'parameters'>): readonly string[] {
  const plain = sql.replaceAll(/'(?:[^']|'')*'/g, "''").toLowerCase();
  // A name may be any word.
  const words = plain.replaceAll(/"([^"]*)"/g, '"n"');
  const problems = denied.flatMap(([pattern, problem]) => (pattern.test(words) ? [problem] : []));
  if (parameters.length > mostParameters)
    problems.push(`${parameters.length} parameters: ${mostParameters} at most`);
  return [...problems, ...orderProblems(words)];
}

/** `offset` belongs to an order; an order inside belongs to `top` or `offset`. */
function orderProblems(words: string): readonly string[] {
  const problems: string[] = [];
  for (const [index, select] of selectsIn(words).entries()) {
    const hasOrder = /\border by\b/.test(select);
    const isCut = /\boffset\b|\bselect (distinct )?top\b/.test(select);
    if (/\boffset\b/.test(select) && !hasOrder) problems.push('offset without order by');
    if (index > 0 && hasOrder && !isCut) problems.push('order by in a subquery that gives all rows');
    if (/\boffset\b/.test(select) && /\btop\b/.test(select)) problems.push('top and offset together');
  }
  return problems;
}

/** The statement without what stands in its brackets, then the same of each bracket with a select in it. */
function selectsIn(words: string): readonly string[] {
  const inner: string[] = [];
  let outer = words;
  for (let found = /\([^()]*\)/.exec(outer); found !== null; found = /\([^()]*\)/.exec(outer)) {
    if (found[0].startsWith('(select')) inner.push(found[0]);
    outer = `${outer.slice(0, found.index)}#${outer.slice(found.index + found[0].length)}`;
  }
  return [outer, ...inner];
}

const query = mssqlQuery();
const seen = new WeakSet<Statement>();

/** The same database; every statement of every work is compiled for SQL Server on the way, and looked at. */
export function alsoForMssql(database: Database): Database {
  return {
    read: (work) => database.read(() => looking(work())),
    write: (work) => database.write(() => looking(work())),
    writeTogether: (work) => database.writeTogether(() => looking(work())),
    forgetErased: () => database.forgetErased(),
    close: () => database.close(),
  };
}

function* looking<Asked extends Request, Result>(
  work: Generator<Asked, Result, Answer>,
): Generator<Asked, Result, Answer> {
  let step = work.next();
  while (!step.done) {
    demandMssql(step.value);
    step = work.next(yield step.value);
  }
  return step.value;
}

function demandMssql(request: Request): void {
  if (request.kind === 'now' || request.kind === 'keyring') return;
  if (request.kind === 'together') return request.reads.forEach(demandMssql);
  if (request.kind !== 'query' && seen.has(request.statement)) return;
  const compiled = compiledFor(request);
  if (compiled === undefined) return;
  const problems = mssqlProblems(compiled);
  if (problems.length > 0)
    throw new Error(`SQL Server would not take this (${problems.join('; ')}): ${compiled.sql}`);
  if (request.kind !== 'query') seen.add(request.statement);
}

function compiledFor(request: Exclude<Request, { kind: 'now' | 'keyring' | 'together' }>) {
  if (request.kind === 'query') return request.build(query).compile();
  const { sql, bind } = compileStatement(request.statement, query, 'output');
  return { sql, parameters: bind(request.values) };
}

import { sql } from 'kysely';
import type { Answer, Database, ReadRequest, Reading } from '../../src/database/work.ts';
import type { DatabaseName } from './for-each-database.ts';

/** What happens before a statement, and once more before the end; `done` statements of the work have run. */
type Before = (done: number) => Reading<void>;

/** The same database, with something done before each statement of each work. */
export function interposed(database: Database, before: Before): Database {
  return {
    read: (work) => database.read(() => interpose(work(), before)),
    write: (work) => database.write(() => interpose(work(), before)),
    writeTogether: (work) => database.writeTogether(() => interpose(work(), before)),
    forgetErased: () => database.forgetErased(),
    close: () => database.close(),
  };
}

function* interpose<Request, Result>(
  work: Generator<Request, Result, Answer>,
  before: Before,
): Generator<Request | ReadRequest, Result, Answer> {
  let step = work.next();
  for (let done = 0; ; done++) {
    yield* before(done);
    if (step.done) return step.value;
    step = work.next(yield withoutEnd(step.value));
  }
}

/** It is not the last statement any more: something follows. */
function withoutEnd<Request>(request: Request): Request {
  return { ...request, isLast: undefined };
}

/** A server far away from its database: between two statements others get their turn. SQLite has nobody to wait for. */
export function slowed(database: Database, name: DatabaseName, ms: number): Database {
  if (name === 'SQLite') return database;
  const sleep = {
    PostgreSQL: sql`select pg_sleep(${ms / 1000})`,
    MariaDB: sql`select sleep(${ms / 1000})`,
    'SQL Server': sql.raw(`waitfor delay '00:00:00.${String(ms).padStart(3, '0')}'`),
  }[name];
  return interposed(database, function* () {
    yield { kind: 'query', build: (query) => ({ compile: () => sleep.compile(query) }) };
  });
}

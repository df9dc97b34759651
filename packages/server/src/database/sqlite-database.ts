import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { compileStatement, storable } from './compile-statement.ts';
import type { CompiledStatement } from './compile-statement.ts';
import type { ConnectedDatabase } from './connected-database.ts';
import { Keyring } from './keyring.ts';
import { migrate } from './migrate.ts';
import type { ColumnKinds } from './migration.ts';
import { SqliteLog } from './sqlite-log.ts';
import { rowReader, runUnique } from './sqlite-statements.ts';
import type { Tables } from './tables.ts';
import { Contended, LostRace, UnknownOutcome, WorkGoesOn } from './work.ts';
import type {
  Answer,
  Database,
  ReadRequest,
  Reading,
  SqlValue,
  Statement,
  StatementRead,
  WriteRequest,
  Writing,
} from './work.ts';

type Request = ReadRequest | WriteRequest;
type Waiting = { readonly run: () => Ran; readonly fail: (error: unknown) => void };
/** A work that was run, and is told how its commit ended. */
type Ran = { readonly keep: () => void; readonly doubt: (error: UnknownOutcome) => void };

/** Another program that holds the database keeps everybody waiting: not for long. */
const foreignLockMs = 1000;

/** So many works share a commit at most: it bounds how long the event loop is kept. */
const maxBatch = 256;

const column: ColumnKinds = {
  generatedKey: (name) => (table) =>
    table.addColumn(name, 'integer', (c) => c.primaryKey().autoIncrement().notNull()),
  name: sql`text`,
  text: sql`text`,
  integer: sql`integer`,
  partIndex: 'fts5',
};

/**
 * Open a SQLite database, and make it where there is none. Writes are group commits: what waits when the event loop
 * comes round shares one transaction, and nobody is answered before it is on the disk. Migrations and backups flush as
 * SQLite does (`synchronous=FULL`), works by {@link SqliteLog}.
 */
export function connectSqlite(path: string, { mustExist = false } = {}): ConnectedDatabase {
  const connection = new Sqlite(path, { timeout: foreignLockMs, fileMustExist: mustExist });
  try {
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    // 64 MiB: the pages of a hundred thousand machines and of their newest boots stay in memory.
    connection.pragma('cache_size = -65536');
    // A checkpoint writes and syncs the database file: once in 16 MiB of log is often enough.
    connection.pragma('wal_autocheckpoint = 4000');
  } catch (error) {
    connection.close();
    throw error;
  }
  const query = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
  return {
    kind: 'sqlite',
    query,
    migrate: (wish) => migrate(query as Kysely<unknown>, column, wish),
    open: (clock, keys) => new SqliteDatabase(connection, query, clock, keys),
    close: async () => void connection.close(),
  };
}

/** Open it at its path, with this version's tables. */
export async function openSqlite(
  path: string,
  clock: () => number,
  keys: Keyring = new Keyring(),
): Promise<Database> {
  const connected = connectSqlite(path);
  try {
    await connected.migrate();
  } catch (error) {
    await connected.close();
    throw error;
  }
  return connected.open(clock, keys);
}

class SqliteDatabase implements Database {
  readonly #connection: Sqlite.Database;
  readonly #query: Kysely<Tables>;
  readonly #clock: () => number;
  readonly #keys: Keyring;
  readonly #prepared = new Map<Statement, PreparedStatement>();
  readonly #reads = new Map<Statement, PreparedRead>();
  readonly #begin: Sqlite.Statement;
  readonly #commit: Sqlite.Statement;
  /** Null: it is in memory. */
  readonly #log: SqliteLog | null;
  #waiting: Waiting[] = [];
  #isScheduled = false;

  constructor(connection: Sqlite.Database, query: Kysely<Tables>, clock: () => number, keys: Keyring) {
    this.#connection = connection;
    this.#query = query;
    this.#clock = clock;
    this.#keys = keys;
    this.#begin = connection.prepare('begin immediate');
    this.#commit = connection.prepare('commit');
    this.#log = connection.memory ? null : new SqliteLog(connection.name);
    connection.pragma('synchronous = NORMAL');
  }

  /** Nothing that was read is told before it is on the disk: it may be of a commit whose own caller still waits. */
  async read<Result>(work: () => Reading<Result>): Promise<Result> {
    this.#checkOpen();
    const result = this.#drive(work());
    await this.#log?.untilDurable();
    return result;
  }

  write<Result>(work: () => Writing<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#checkOpen();
      this.#waiting.push({
        run: () => {
          const result = this.#drive(work());
          return { keep: () => resolve(result), doubt: reject };
        },
        fail: (error) => reject(error instanceof LostRace ? new Contended(error) : error),
      });
      this.#schedule();
    });
  }

  /** All do. */
  writeTogether<Result>(work: () => Writing<Result>): Promise<Result> {
    return this.write(work);
  }

  /** VACUUM writes the file anew without them; the log that had the old pages is emptied before and after. */
  async forgetErased(): Promise<void> {
    this.#connection.pragma('wal_checkpoint(TRUNCATE)');
    this.#connection.exec('vacuum');
    this.#connection.pragma('wal_checkpoint(TRUNCATE)');
  }

  async close(): Promise<void> {
    while (this.#waiting.length > 0) this.#commitWaiting();
    await this.#log?.untilDurable();
    await this.#log?.close();
    this.#connection.close();
  }

  #checkOpen(): void {
    if (!this.#connection.open) throw new Error('Using the database: it is closed.');
  }

  /** Works that come while a flush runs share the next commit: its flush could not begin earlier. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const begin = () => {
      this.#isScheduled = false;
      if (this.#waiting.length > 0) this.#commitWaiting();
      if (this.#waiting.length > 0) this.#schedule();
    };
    setImmediate(() => {
      const flush = this.#log?.running;
      if (flush === undefined) begin();
      else void flush.then(begin, begin);
    });
  }

  #commitWaiting(): void {
    const batch = this.#waiting.splice(0, maxBatch);
    const failed = this.#commitTogether(batch);
    if (failed === undefined) return;
    if (batch.length === 1) batch[0]?.fail(failed.error);
    else for (const one of batch) this.#commitAlone(one);
  }

  #commitAlone(one: Waiting): void {
    const failed = this.#commitTogether([one]);
    if (failed !== undefined) one.fail(failed.error);
  }

  /** All or none: a work that throws undoes the batch, and each is then tried by itself. */
  #commitTogether(batch: readonly Waiting[]): { error: unknown } | undefined {
    const ran: Ran[] = [];
    try {
      this.#begin.run();
      for (const one of batch) ran.push(one.run());
      this.#commit.run();
    } catch (error) {
      if (this.#connection.inTransaction) this.#connection.exec('rollback');
      return { error };
    }
    void this.#answerWhenDurable(ran);
    return undefined;
  }

  async #answerWhenDurable(ran: readonly Ran[]): Promise<void> {
    try {
      this.#log?.noteCommit();
      await this.#log?.untilDurable();
    } catch (error) {
      const doubt = new UnknownOutcome(error, 'the disk did not confirm the commit');
      for (const one of ran) one.doubt(doubt);
      return;
    }
    for (const one of ran) one.keep();
  }

  #drive<Result>(work: Generator<Request, Result, Answer>): Result {
    let now: Answer | undefined;
    let step = work.next();
    while (!step.done) {
      const request = step.value;
      step = work.next(request.kind === 'now' ? (now ??= this.#askClock()) : this.#answer(request));
      if (request.kind === 'write' && request.isLast && !step.done) throw new WorkGoesOn();
    }
    return step.value;
  }

  #askClock(): Answer {
    return { rows: [{ now: this.#clock() }], changes: 0, insertId: 0 };
  }

  #answer(request: Exclude<Request, { kind: 'now' }>): Answer {
    switch (request.kind) {
      case 'keyring':
        return { rows: [this.#keys], changes: 0, insertId: 0 };
      case 'query': {
        const compiled = request.build(this.#query).compile();
        const rows = this.#connection
          .prepare(compiled.sql)
          .all(...compiled.parameters.map((value) => storable(value as SqlValue)));
        return { rows, changes: 0, insertId: 0 };
      }
      case 'read':
        return { rows: this.#read(request), changes: 0, insertId: 0 };
      case 'together':
        return { rows: request.reads.map((read) => this.#read(read)), changes: 0, insertId: 0 };
      case 'write': {
        const { prepared, bind } = this.#prepare(request.statement);
        const { changes, lastInsertRowid } = runUnique(prepared, bind(request.values));
        return { rows: [], changes, insertId: request.statement.generatedKey ? Number(lastInsertRowid) : 0 };
      }
    }
  }

  #read({ statement, values, isFirst }: StatementRead): readonly unknown[] {
    const { read, bind } = this.#prepareRead(statement);
    return read(bind(values), isFirst);
  }

  #prepareRead(statement: Statement): PreparedRead {
    const known = this.#reads.get(statement);
    if (known) return known;
    const { sql, bind } = compileStatement(statement, this.#query, 'driver');
    const made = { read: rowReader(this.#connection.prepare(sql)), bind };
    this.#reads.set(statement, made);
    return made;
  }

  #prepare(statement: Statement): PreparedStatement {
    const known = this.#prepared.get(statement);
    if (known) return known;
    const { sql, bind } = compileStatement(statement, this.#query, 'driver');
    const made = { prepared: this.#connection.prepare(sql), bind };
    this.#prepared.set(statement, made);
    return made;
  }
}

type PreparedStatement = { readonly prepared: Sqlite.Statement } & Pick<CompiledStatement, 'bind'>;

type PreparedRead = { readonly read: ReturnType<typeof rowReader> } & Pick<CompiledStatement, 'bind'>;

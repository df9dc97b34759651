import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

const written = [
  'machines',
  'identifiers',
  'labels',
  'profiles',
  'grants',
  'boots',
  'callbacks',
  'events',
  'tokens',
  'audit_records',
];

/** Lets a chosen write of a running server fail, by triggers in its database: the server itself is as it always is. */
export class FailingWrites {
  readonly #database: Sqlite.Database;

  constructor(data: string) {
    this.#database = new Sqlite(join(data, 'netberth.db'), { timeout: 5000 });
    this.#database.exec(
      'create table chosen (writes integer, fails integer); insert into chosen values (0, 0)',
    );
    for (const table of written) {
      for (const kind of ['insert', 'update', 'delete']) {
        this.#database.exec(
          `create trigger fail_${kind}_${table} before ${kind} on ${table} begin
             update chosen set writes = writes + 1;
             select raise(abort, 'the disk is full') where (select writes = fails or fails < 0 from chosen);
           end`,
        );
      }
    }
  }

  /** The row that is written as number `count` from now on fails, from 1; -1: every row, 0: none. */
  failAt(count: number): void {
    this.#database.prepare('update chosen set writes = 0, fails = ?').run(count);
  }

  /** From now on every statement works and every commit that has a boot in it fails; or no longer. */
  failCommits(doFail: boolean): void {
    this.#database.exec(
      doFail
        ? `create table nobody (id integer primary key);
           create table orphans (parent integer references nobody (id) deferrable initially deferred);
           create trigger fail_commit after insert on boots begin insert into orphans values (1); end`
        : 'drop trigger fail_commit; drop table orphans; drop table nobody',
    );
  }

  /** Every row of every table, to compare. */
  contents(): string {
    const rows = written.map((table) => [table, this.#database.prepare(`select * from ${table}`).all()]);
    return JSON.stringify(rows);
  }

  close(): void {
    this.#database.close();
  }
}

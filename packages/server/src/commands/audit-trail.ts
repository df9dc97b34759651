import { createHmac } from 'node:crypto';
import type { Selectable } from 'kysely';
import { storable } from '../database/compile-statement.ts';
import type { AuditRecordsTable } from '../database/tables.ts';
import { change, insert, now, readFirst, readQuery, statement } from '../database/work.ts';
import type { Reading, Writing } from '../database/work.ts';
import type { Actor } from './actor.ts';
import type { AuditEnd, AuditEnds } from './audit-end.ts';
import type { Json } from './command-handler.ts';

export type AuditEntry = {
  readonly actor: Actor;
  readonly command: string;
  readonly target: string | null;
  readonly before: Json;
  readonly after: Json;
  readonly reason?: string | undefined;
};

type Row = Selectable<AuditRecordsTable>;
type Chained = Omit<Row, 'id' | 'mac'>;

const lastOfServer = statement<{ server: string }>()((query, { server }) =>
  query
    .selectFrom('audit_records')
    .select(['sequence', 'mac'])
    .where('server', '=', server)
    .orderBy('sequence', 'desc')
    .limit(1),
);
const insertRow = statement<Omit<Row, 'id'>>()(
  (query, values) =>
    query.insertInto('audit_records').values({
      server: values.server,
      sequence: values.sequence,
      at_ms: values.at_ms,
      actor: values.actor,
      origin: values.origin,
      command: values.command,
      target: values.target,
      before_json: values.before_json,
      after_json: values.after_json,
      reason: values.reason,
      previous_mac: values.previous_mac,
      mac: values.mac,
    }),
  'id',
);

const startOfServer = statement<{ server: string }>()((query, { server }) =>
  query.selectFrom('audit_starts').selectAll().where('server', '=', server),
);
const insertStart = statement<{ server: string; sequence: number; mac: string; seal: string }>()(
  (query, { server, sequence, mac, seal }) =>
    query.insertInto('audit_starts').values({ server, sequence, mac, seal }),
);
const deleteStart = statement<{ server: string }>()((query, { server }) =>
  query.deleteFrom('audit_starts').where('server', '=', server),
);
const firstKept = statement<{ server: string; beforeMs: number }>()((query, { server, beforeMs }) =>
  query
    .selectFrom('audit_records')
    .select('sequence')
    .where('server', '=', server)
    .where('at_ms', '>=', beforeMs)
    .orderBy('sequence')
    .limit(1),
);
const bySequence = statement<{ server: string; sequence: number }>()((query, { server, sequence }) =>
  query
    .selectFrom('audit_records')
    .select('mac')
    .where('server', '=', server)
    .where('sequence', '=', sequence),
);
const deleteThrough = statement<{ server: string; sequence: number }>()((query, { server, sequence }) =>
  query.deleteFrom('audit_records').where('server', '=', server).where('sequence', '<=', sequence),
);

const pageRows = 1000;
const firstMac = '0'.repeat(64);

/**
 * The record of every change (rule 10). Each record carries an HMAC over itself and the record before it on the same
 * server; the key lies outside the database, so whoever can write the database cannot write the past.
 */
export class AuditTrail {
  readonly #server: string;
  readonly #key: Buffer;
  readonly #ends: AuditEnds | undefined;

  /** @param server name of this server's chain */
  constructor(server: string, key: Buffer, ends?: AuditEnds) {
    this.#server = server;
    this.#key = key;
    this.#ends = ends;
  }

  /**
   * The HMAC is made of what will be stored, so that reading it back gives the same.
   * @returns what {@link committed} wants once the transaction has committed
   */
  *append({ actor, command, target, before, after, reason }: AuditEntry): Writing<AuditEnd> {
    const last = newer(yield* readFirst(lastOfServer, { server: this.#server }), this.#ends?.recall());
    const chained: Chained = {
      server: this.#server,
      sequence: (last?.sequence ?? 0) + 1,
      at_ms: yield* now(),
      actor: storable(actor.name),
      origin: actor.origin,
      command,
      target: target === null ? null : storable(target),
      before_json: JSON.stringify(before),
      after_json: JSON.stringify(after),
      reason: reason === undefined ? null : storable(reason),
      previous_mac: last?.mac ?? firstMac,
    };
    const mac = this.#macOf(chained);
    yield* insert(insertRow, { ...chained, mac });
    return { sequence: chained.sequence, mac };
  }

  committed(end: AuditEnd): void {
    this.#ends?.remember(end);
  }

  /**
   * Removes the oldest records of this server's chain, as far as all of them are older. Where the chain begins then is
   * sealed with the key, so that whoever removes more is found out.
   * @returns how many; with the end of the chain, because that they were removed is a record too
   */
  *prune(keepMs: number): Writing<{ removed: number; end?: AuditEnd }> {
    const beforeMs = (yield* now()) - keepMs;
    const start = yield* readFirst(startOfServer, { server: this.#server });
    const kept = yield* readFirst(firstKept, { server: this.#server, beforeMs });
    // The newest record stays in any case: the next one is chained to it.
    const newest = yield* readFirst(lastOfServer, { server: this.#server });
    const through = Math.min(kept?.sequence ?? Infinity, newest?.sequence ?? 1) - 1;
    const last = yield* readFirst(bySequence, { server: this.#server, sequence: through });
    if (!last || through <= (start?.sequence ?? 0)) return { removed: 0 };
    const { mac } = last;
    const removed = yield* change(deleteThrough, { server: this.#server, sequence: through });
    yield* change(deleteStart, { server: this.#server });
    const seal = this.#sealOf(through, mac);
    yield* change(insertStart, { server: this.#server, sequence: through, mac, seal });
    const actor = { name: 'netberth', origin: 'audit.keep', permissions: new Set<never>() };
    const after = { removed, through };
    const entry = { actor, command: 'audit.prune', target: null, before: null, after };
    return { removed, end: yield* this.append(entry) };
  }

  #sealOf(sequence: number, mac: string): string {
    const text = JSON.stringify(['start', this.#server, sequence, mac]);
    return createHmac('sha256', this.#key).update(text).digest('hex');
  }

  /**
   * Walk this server's chain.
   * @returns how many records, how many were removed by age, and one sentence for each that is not as it was written
   */
  *verify(): Reading<{ records: number; removed: number; problems: readonly string[] }> {
    const problems: string[] = [];
    const end = this.#ends?.recall(); // before the rows: the chain may grow meanwhile
    const start = yield* readFirst(startOfServer, { server: this.#server });
    const isSealed = start?.seal === (start && this.#sealOf(start.sequence, start.mac));
    if (!isSealed) problems.push('where it begins was changed');
    const removed = start && isSealed ? start.sequence : 0;
    let expected = { sequence: removed + 1, previousMac: (isSealed && start?.mac) || firstMac };
    for (;;) {
      const rows = yield* this.#page(expected.sequence - 1);
      for (const row of rows) {
        problems.push(...this.#problemsOf(row, expected));
        expected = { sequence: row.sequence + 1, previousMac: row.mac };
      }
      if (rows.length < pageRows) break;
    }
    if (end && end.sequence >= expected.sequence) problems.push(missing(expected.sequence, end.sequence));
    return { records: expected.sequence - 1 - removed, removed, problems };
  }

  *#page(afterSequence: number): Reading<readonly Row[]> {
    return yield* readQuery((query) =>
      query
        .selectFrom('audit_records')
        .selectAll()
        .where('server', '=', this.#server)
        .where('sequence', '>', afterSequence)
        .orderBy('sequence')
        .limit(pageRows),
    );
  }

  #problemsOf(row: Row, expected: { sequence: number; previousMac: string }): string[] {
    const problems: string[] = [];
    if (row.sequence !== expected.sequence) {
      problems.push(missing(expected.sequence, row.sequence - 1));
    } else if (row.previous_mac !== expected.previousMac) {
      problems.push(`record ${row.sequence} does not follow the one before it`);
    }
    if (row.mac !== this.#macOf(row)) problems.push(`record ${row.sequence} was changed`);
    return problems;
  }

  #macOf(row: Chained): string {
    const text = JSON.stringify([
      row.server,
      row.sequence,
      row.at_ms,
      row.actor,
      row.origin,
      row.command,
      row.target,
      row.before_json,
      row.after_json,
      row.reason,
      row.previous_mac,
    ]);
    return createHmac('sha256', this.#key).update(text).digest('hex');
  }
}

/** Records that were removed stay missed: the chain goes on behind them. */
function newer(stored: AuditEnd | undefined, remembered: AuditEnd | undefined): AuditEnd | undefined {
  return (remembered?.sequence ?? 0) > (stored?.sequence ?? 0) ? remembered : stored;
}

function missing(first: number, last: number): string {
  return first === last ? `record ${first} is missing` : `records ${first} to ${last} are missing`;
}

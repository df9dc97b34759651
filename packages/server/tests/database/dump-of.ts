import { readQuery } from '../../src/database/work.ts';
import type { Database } from '../../src/database/work.ts';

const tables = {
  machines: ['id'],
  identifiers: ['kind', 'value'],
  labels: ['machine_id', 'name'],
  profiles: ['id'],
  grants: ['id'],
  boots: ['number'],
  boot_ids: ['hash'],
  callbacks: ['id'],
  fetched_files: ['boot_number', 'file'],
  events: ['id'],
  tokens: ['id'],
  audit_records: ['id'],
} as const;

/** Every row of every table, in the order of its key. */
export function dumpOf(database: Database): Promise<Readonly<Record<string, readonly unknown[]>>> {
  return database.read(function* () {
    const rows: Record<string, readonly unknown[]> = {};
    for (const [table, key] of Object.entries(tables)) {
      rows[table] = yield* readQuery((query) =>
        key.reduce(
          (select, column) => select.orderBy(column as never),
          query.selectFrom(table as keyof typeof tables).selectAll(),
        ),
      );
    }
    return rows;
  });
}

import { auditExport, auditList, auditVerify } from '@netberth/api';
import type { ExpressionBuilder, Selectable } from 'kysely';
import type { AuditTrail } from '../../commands/audit-trail.ts';
import { handleRead } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import type { AuditRecordsTable, Tables } from '../../database/tables.ts';
import { readQuery } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import { isoTime } from '../../platform/iso-time.ts';

type Row = Selectable<AuditRecordsTable>;
type Page = {
  readonly newestFirst: boolean;
  readonly after?: number | undefined;
  readonly limit: number;
  readonly actor?: string | undefined;
  readonly command?: string | undefined;
  readonly target?: string | undefined;
};

export function auditCommands(audit: AuditTrail): readonly CommandHandler[] {
  return [list, exportAll, verifyWith(audit)];
}

const list = handleRead(auditList, function* (page) {
  const rows = yield* rowsOf(page);
  return { records: rows.map(viewRecord), next: nextOf(rows, page.limit) };
});

/** With what its chain is made of, so that a copy elsewhere can be compared. */
const exportAll = handleRead(auditExport, function* (page) {
  const rows = yield* rowsOf({ ...page, newestFirst: false });
  const records = rows.map((row) => ({
    ...viewRecord(row),
    server: row.server,
    sequence: row.sequence,
    previousMac: row.previous_mac,
    mac: row.mac,
  }));
  return { records, next: nextOf(rows, page.limit) };
});

function verifyWith(audit: AuditTrail): CommandHandler {
  return handleRead(auditVerify, function* () {
    const { records, removed, problems } = yield* audit.verify();
    return { ok: problems.length === 0, records, removed, problems: [...problems] };
  });
}

function* rowsOf({ newestFirst, after, limit, actor, command, target }: Page): Reading<readonly Row[]> {
  return yield* readQuery((query) => {
    let page = query.selectFrom('audit_records').selectAll().limit(limit);
    if (actor !== undefined) page = page.where('actor', '=', actor);
    if (target !== undefined) page = page.where(isOfTarget(target));
    if (command !== undefined)
      page = page.where((eb) => eb.or([eb('command', '=', command), eb('command', 'like', `${command}.%`)]));
    if (!newestFirst) return page.where('id', '>', after ?? 0).orderBy('id');
    const older = after === undefined ? page : page.where('id', '<', after);
    return older.orderBy('id', 'desc');
  });
}

/** What was done to many machines at once names each of them in its record. */
function isOfTarget(target: string) {
  const id = /^machine:(\d+)$/.exec(target)?.[1];
  return (where: ExpressionBuilder<Tables, 'audit_records'>) =>
    where.or([
      where('target', '=', target),
      ...(id === undefined
        ? []
        : [`[${id}]%`, `[${id},%`, `[%,${id},%`, `[%,${id}]%`].map((list) =>
            where.and([
              where('target', 'like', 'machines:%'),
              where('after_json', 'like', `%"machines":${list}`),
            ]),
          )),
    ]);
}

function nextOf(rows: readonly Row[], limit: number): number | null {
  return rows.length === limit ? (rows.at(-1)?.id ?? null) : null;
}

function viewRecord(row: Row) {
  return {
    id: row.id,
    at: isoTime(row.at_ms),
    actor: row.actor,
    origin: row.origin,
    command: row.command,
    target: row.target,
    before: JSON.parse(row.before_json) as never,
    after: JSON.parse(row.after_json) as never,
    reason: row.reason,
  };
}

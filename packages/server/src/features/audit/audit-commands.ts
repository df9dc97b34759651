import { auditList, auditVerify } from '@netberth/api';
import type { AuditTrail } from '../../commands/audit-trail.ts';
import { handleRead } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { readQuery } from '../../database/work.ts';
import { isoTime } from '../../platform/iso-time.ts';

export function auditCommands(audit: AuditTrail): readonly CommandHandler[] {
  return [list, verifyWith(audit)];
}

const list = handleRead(auditList, function* ({ newestFirst, after, limit }) {
  const rows = yield* readQuery((query) => {
    const page = query.selectFrom('audit_records').selectAll().limit(limit);
    if (!newestFirst) return page.where('id', '>', after ?? 0).orderBy('id');
    const older = after === undefined ? page : page.where('id', '<', after);
    return older.orderBy('id', 'desc');
  });
  const records = rows.map((row) => ({
    id: row.id,
    at: isoTime(row.at_ms),
    actor: row.actor,
    origin: row.origin,
    command: row.command,
    target: row.target,
    before: JSON.parse(row.before_json) as never,
    after: JSON.parse(row.after_json) as never,
    reason: row.reason,
  }));
  return { records, next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null };
});

function verifyWith(audit: AuditTrail): CommandHandler {
  return handleRead(auditVerify, function* () {
    const { records, problems } = yield* audit.verify();
    return { ok: problems.length === 0, records, problems: [...problems] };
  });
}

import type { Database, Writing } from '../database/work.ts';
import type { AuditEntry, AuditTrail } from './audit-trail.ts';

/** For what changes something and is no command: signing in, the first start. One transaction {work -> audit}. */
export async function writeAudited<Result>(
  { database, audit }: { readonly database: Database; readonly audit: AuditTrail },
  work: () => Writing<{ readonly result: Result; readonly entry: AuditEntry | undefined }>,
): Promise<Result> {
  const { result, end } = await database.write(function* () {
    const done = yield* work();
    return { result: done.result, end: done.entry && (yield* audit.append(done.entry)) };
  });
  if (end) audit.committed(end);
  return result;
}

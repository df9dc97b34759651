import type { AuditTrail } from '../../commands/audit-trail.ts';
import type { Database } from '../../database/work.ts';

const everyMs = 3_600_000;

/** Removes records that are older than the setting says; the chain stays verifiable. */
export function startPruningAudit(
  database: Database,
  audit: AuditTrail,
  keepMs: number,
  onError: (error: unknown) => void,
): () => void {
  if (keepMs === Infinity) return () => undefined;
  const prune = () => {
    pruneAudit(database, audit, keepMs).catch(onError);
  };
  const timer = setInterval(prune, everyMs);
  timer.unref();
  prune();
  return () => clearInterval(timer);
}

/** @returns how many records were removed */
async function pruneAudit(database: Database, audit: AuditTrail, keepMs: number): Promise<number> {
  const { removed, end } = await database.write(() => audit.prune(keepMs));
  if (end) audit.committed(end);
  return removed;
}

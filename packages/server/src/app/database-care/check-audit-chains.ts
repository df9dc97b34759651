import { AuditEndFile } from '../../commands/audit-end.ts';
import { AuditTrail } from '../../commands/audit-trail.ts';
import { join } from 'node:path';
import { readQuery } from '../../database/work.ts';
import type { Database, Reading } from '../../database/work.ts';
import type { ServerKeys } from '../server-keys.ts';

export type CheckedChain = {
  readonly server: string;
  readonly records: number;
  /** Without its key only that records follow one another can be told, not that nobody has rewritten them. */
  readonly hasKey: boolean;
  readonly problems: readonly string[];
};

/** Every server's chain; that of this data folder with its key. */
export async function checkAuditChains(
  database: Database,
  data: string,
  keys: ServerKeys | null,
): Promise<readonly CheckedChain[]> {
  const servers = await database.read(() =>
    readQuery((query) => query.selectFrom('audit_records').select('server').distinct().orderBy('server')),
  );
  const chains: CheckedChain[] = [];
  for (const { server } of servers) {
    if (server === keys?.server) chains.push(await checkOwn(database, data, keys));
    else chains.push({ server, hasKey: false, ...(await database.read(() => checkLinks(server))) });
  }
  return chains;
}

async function checkOwn(
  database: Database,
  data: string,
  { server, auditKey }: ServerKeys,
): Promise<CheckedChain> {
  // Only read here, so that nothing can fail to be written.
  const ends = new AuditEndFile(join(data, 'keys', 'audit-end'), () => undefined);
  const trail = new AuditTrail(server, auditKey, ends);
  const { records, problems } = await database.read(() => trail.verify());
  return { server, records, hasKey: true, problems };
}

const pageRows = 1000;

function* checkLinks(server: string): Reading<{ records: number; problems: readonly string[] }> {
  const problems: string[] = [];
  const [start] = yield* readQuery((query) =>
    query.selectFrom('audit_starts').select(['sequence', 'mac']).where('server', '=', server),
  );
  let last = start ?? { sequence: 0, mac: '0'.repeat(64) };
  let records = 0;
  for (;;) {
    const after = last.sequence;
    const rows = yield* readQuery((query) =>
      query
        .selectFrom('audit_records')
        .select(['sequence', 'mac', 'previous_mac'])
        .where('server', '=', server)
        .where('sequence', '>', after)
        .orderBy('sequence')
        .limit(pageRows),
    );
    for (const row of rows) {
      if (row.sequence !== last.sequence + 1 || row.previous_mac !== last.mac)
        problems.push(`record ${row.sequence} does not follow record ${last.sequence}`);
      last = row;
    }
    records += rows.length;
    if (rows.length < pageRows) return { records, problems };
  }
}

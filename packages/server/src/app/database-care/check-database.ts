import { sql } from 'kysely';
import { databaseUrlOf } from '../../config/config.ts';
import type { Config } from '../../config/config.ts';
import type { ConnectedDatabase } from '../../database/connected-database.ts';
import { migrationState } from '../../database/done-migrations.ts';
import type { MigrationState } from '../../database/done-migrations.ts';
import { Keyring } from '../../database/keyring.ts';
import { beginSnapshot } from '../../database/snapshot.ts';
import { tableShapes } from '../../database/table-shapes.ts';
import { upkeepOf } from '../../database/upkeep/upkeep.ts';
import type { Query } from '../../database/upkeep/upkeep.ts';
import { serverKeysIfThere } from '../server-keys.ts';
import { checkAuditChains } from './check-audit-chains.ts';
import type { CheckedChain } from './check-audit-chains.ts';
import { checkSecrets } from './check-secrets.ts';
import type { CheckedSecrets } from './check-secrets.ts';
import { connectExisting, placeOf } from './database-place.ts';

export type CheckedDatabase = {
  readonly database: string;
  readonly kind: string;
  readonly sizeBytes: number;
  readonly migrations: MigrationState;
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  readonly chains: readonly CheckedChain[];
  readonly secrets: CheckedSecrets | null;
  /** What only the administrator of the database server can look at. */
  readonly beyond: string | null;
  /** What is wrong, each with what to do. */
  readonly problems: readonly string[];
};

/** Look at everything that can be told without changing anything; a server may run on it meanwhile. */
export async function checkDatabase(config: Config): Promise<CheckedDatabase> {
  const url = databaseUrlOf(config);
  const connected = await connectExisting(url);
  try {
    return await checkConnected(connected, config, placeOf(url));
  } finally {
    await connected.close();
  }
}

export async function checkConnected(
  connected: ConnectedDatabase,
  config: Config,
  database: string,
): Promise<CheckedDatabase> {
  const upkeep = await upkeepOf(connected.kind);
  const migrations = await migrationState(connected);
  const common = {
    ...{ database, migrations, kind: upkeep.title, beyond: upkeep.beyond },
    sizeBytes: await upkeep.sizeBytes(connected.query),
  };
  const wayOut = versionProblem(migrations);
  if (wayOut !== null) return { ...common, tables: [], chains: [], secrets: null, problems: [wayOut] };
  const names = (await tableShapes(migrations.done)).map(({ name }) => name);
  const faults = await upkeep.faults(connected.query, names);
  const { tables, orphans } = await countInSnapshot(connected, names);
  const keys = new Keyring();
  const open = connected.open(Date.now, keys);
  const chains = await checkAuditChains(open, config.data, await serverKeysIfThere(config.data));
  const secrets = await checkSecrets(open, config, keys);
  const problems = [
    ...faults.map((fault) => `${fault}. Restore a backup: netberth db restore FILE.`),
    ...orphans,
    ...chains.flatMap(({ server, problems: found }) =>
      found.map(
        (problem) =>
          `The audit log of the server ${server}: ${problem}. Somebody has written to the database, or it is an older copy: compare it with a backup.`,
      ),
    ),
    ...(secrets.problem === null ? [] : [secrets.problem]),
  ];
  return { ...common, tables, chains, secrets, problems };
}

function versionProblem({ done, pending, unknown }: MigrationState): string | null {
  if (done.length === 0) return 'It has no tables of Netberth: netberth db migrate makes them.';
  if (unknown.length > 0)
    return `A newer version of Netberth has made ${unknown.join(', ')}: use that one, or restore a backup of before.`;
  if (pending.length > 0)
    return `Its tables are those of an older version, which lacks ${pending.join(', ')}: netberth db migrate, or the start of the server, makes them after a backup.`;
  return null;
}

/** Rows that name a row of another table, which must be there. */
const references = [
  ['identifiers', 'machine_id', 'machines', 'id'],
  ['labels', 'machine_id', 'machines', 'id'],
  ['machines', 'grant_id', 'grants', 'id'],
  ['grants', 'machine_id', 'machines', 'id'],
  ['boot_ids', 'boot_number', 'boots', 'number'],
  ['callbacks', 'boot_number', 'boots', 'number'],
  ['sessions', 'user_id', 'users', 'id'],
  ['webhook_deliveries', 'webhook_id', 'webhooks', 'id'],
] as const;

async function countInSnapshot(connected: ConnectedDatabase, names: readonly string[]) {
  const snapshot = await beginSnapshot(connected);
  try {
    const tables: { table: string; rows: number }[] = [];
    for (const table of names) tables.push({ table, rows: await countRows(snapshot, table) });
    const orphans: string[] = [];
    for (const reference of references) orphans.push(...(await orphansOf(snapshot, reference)));
    return { tables, orphans };
  } finally {
    await snapshot.rollback().execute();
  }
}

async function countRows(query: Query, table: string): Promise<number> {
  const counted = await sql<{ found: number }>`select count(*) as found from ${sql.table(table)}`.execute(
    query,
  );
  return counted.rows[0]?.found ?? 0;
}

async function orphansOf(
  query: Query,
  [table, column, target, key]: (typeof references)[number],
): Promise<readonly string[]> {
  const own = sql.ref(`${table}.${column}`);
  const theirs = sql.ref(`${target}.${key}`);
  const counted = await sql<{ found: number }>`select count(*) as found from ${sql.table(table)}
    where ${own} is not null and not exists
      (select 1 from ${sql.table(target)} where ${theirs} = ${own})`.execute(query);
  const found = counted.rows[0]?.found ?? 0;
  if (found === 0) return [];
  return [
    `${found === 1 ? 'A row' : `${found} rows`} of ${table} with a ${column} that is not in ${target}: somebody has deleted rows by hand. Restore a backup, or delete those as well.`,
  ];
}

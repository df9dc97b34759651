import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { toolsOf } from './migration.ts';
import type { MigrationWish } from './connected-database.ts';
import type { ApplyMigration, ColumnKinds, Migration } from './migration.ts';
import { foundation } from './migrations/0001-foundation.ts';
import { bootChoice } from './migrations/0002-boot-choice.ts';
import { media } from './migrations/0003-media.ts';
import { access } from './migrations/0004-access.ts';
import { machineNetwork } from './migrations/0006-machine-network.ts';
import { mediaKeys } from './migrations/0007-media-keys.ts';
import { safeguards } from './migrations/0008-safeguards.ts';
import { machineSearch } from './migrations/0009-machine-search.ts';
import { usage } from './migrations/0013-usage.ts';
import { secrets } from './migrations/0017-secrets.ts';
import { machineProof } from './migrations/0014-machine-proof.ts';
import { partsOfIdentifiers } from './migrations/0015-parts-of-identifiers.ts';
import { appliedConfiguration } from './migrations/0016-applied-configuration.ts';
import { power } from './migrations/0019-power.ts';
import { rollouts } from './migrations/0020-rollouts.ts';
import { facts } from './migrations/0021-facts.ts';
import { rulesAndLogs } from './migrations/0022-rules-and-logs.ts';
import { severalServers } from './migrations/0024-several-servers.ts';
import { waitingMachines } from './migrations/0025-waiting-machines.ts';

export const migrations: readonly Migration[] = [
  foundation,
  bootChoice,
  media,
  access,
  machineNetwork,
  mediaKeys,
  safeguards,
  machineSearch,
  machineProof,
  usage,
  partsOfIdentifiers,
  appliedConfiguration,
  secrets,
  power,
  rollouts,
  facts,
  rulesAndLogs,
  severalServers,
  waitingMachines,
];

/**
 * Bring an opened database to this version's tables. Migrations only go forward. The caller keeps other servers
 * away meanwhile.
 * @returns the names of those that were done
 */
export async function migrate(
  database: Kysely<unknown>,
  column: ColumnKinds,
  { only, beforeUpgrade, known = migrations }: MigrationWish = {},
  apply: ApplyMigration = applyInOneTransaction,
): Promise<readonly string[]> {
  await makeRecord(database, column);
  const done = (await doneMigrations(database)).map(({ name }) => name);
  refuseBreaking(done);
  const pending = known.filter(({ name }) => !done.includes(name) && (only?.includes(name) ?? true));
  const names = pending.map(({ name }) => name);
  if (done.length > 0 && pending.length > 0) await beforeUpgrade?.(database, { done, pending: names });
  for (const migration of pending) await apply(database, migration, column);
  return names;
}

async function makeRecord(database: Kysely<unknown>, { name, ifMissing }: ColumnKinds): Promise<void> {
  const record = database.schema.createTable('migrations').addColumn('name', name, (c) => c.primaryKey());
  await (ifMissing === undefined
    ? record.ifNotExists().execute()
    : ifMissing(database, 'migrations', record));
}

async function doneMigrations(database: Kysely<unknown>): Promise<readonly { name: string }[]> {
  return (await sql<{ name: string }>`select name from migrations order by name`.execute(database)).rows;
}

/** A newer version's migration ends so when servers that do not know it can no longer use the tables. */
const breaks = /-breaking$/;

/** @returns migrations that this version does not know: it may go on using the tables, unless one is breaking */
export function newerMigrations(done: readonly string[]): {
  readonly all: readonly string[];
  readonly breaking: string | undefined;
} {
  const known = new Set(migrations.map(({ name }) => name));
  const all = done.filter((name) => !known.has(name));
  return { all, breaking: all.find((name) => breaks.test(name)) };
}

/** @throws when a newer version has changed the tables so that this one cannot use them */
function refuseBreaking(done: readonly string[]): void {
  const { breaking } = newerMigrations(done);
  if (breaking === undefined) return;
  throw new Error(
    `it has the migration "${breaking}", after which this version of Netberth cannot use it. Start the newer version that made it.`,
  );
}

/** @throws when there is a migration that this version does not know: what it added would not be read */
export function refuseNewer(done: readonly string[]): void {
  const [newer] = newerMigrations(done).all;
  if (newer === undefined) return;
  throw new Error(
    `it has the migration "${newer}", which this version of Netberth does not know. Use the newer version that made it.`,
  );
}

const applyInOneTransaction: ApplyMigration = (database, migration, column) =>
  database.transaction().execute(async (transaction) => {
    await migration.up(toolsOf(transaction, column));
    await markDone(transaction, migration);
  });

export async function markDone(database: Kysely<unknown>, { name }: Migration): Promise<void> {
  await sql`insert into migrations (name) values (${name})`.execute(database);
}

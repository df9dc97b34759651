import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { toolsOf } from './migration.ts';
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
import { rollouts } from './migrations/0020-rollouts.ts';
import { facts } from './migrations/0021-facts.ts';

const migrations: readonly Migration[] = [
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
  rollouts,
  facts,
];

/**
 * Bring an opened database to this version's tables. Migrations only go forward. The caller keeps other servers
 * away meanwhile.
 */
export async function migrate(
  database: Kysely<unknown>,
  column: ColumnKinds,
  apply: ApplyMigration = applyInOneTransaction,
): Promise<readonly string[]> {
  await database.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('name', column.name, (c) => c.primaryKey())
    .execute();
  const done = await sql<{ name: string }>`select name from migrations`.execute(database);
  const known = new Set(migrations.map(({ name }) => name));
  const newer = done.rows.filter(({ name }) => !known.has(name));
  if (newer.length > 0) {
    throw new Error(
      `it has the migration "${newer[0]?.name}", which this version of Netberth does not know. Start the newer version that made it.`,
    );
  }
  const doneNames = new Set(done.rows.map(({ name }) => name));
  const pending = migrations.filter(({ name }) => !doneNames.has(name));
  for (const migration of pending) {
    await apply(database, migration, column);
  }
  return pending.map(({ name }) => name);
}

const applyInOneTransaction: ApplyMigration = (database, migration, column) =>
  database.transaction().execute(async (transaction) => {
    await migration.up(toolsOf(transaction, column));
    await markDone(transaction, migration);
  });

export async function markDone(database: Kysely<unknown>, { name }: Migration): Promise<void> {
  await sql`insert into migrations (name) values (${name})`.execute(database);
}

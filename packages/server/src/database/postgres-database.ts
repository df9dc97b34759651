import { Kysely, sql } from 'kysely';
import type { ClientConfig } from 'pg';
import type { ConnectedDatabase, MigrationWish } from './connected-database.ts';
import { migrate } from './migrate.ts';
import { PoolDatabase } from './pool-database.ts';
import { PipelinedPool } from './postgres-pipelined-pool.ts';
import { applyWithKeyCounters } from './postgres-database-migration.ts';
import { postgresColumns, postgresDialect } from './postgres-dialect.ts';
import type { Tables } from './tables.ts';

/** Any number that only Netberth takes in this database: `netberth` in ASCII. */
const migrationLock = sql`x'6e65746265727468'::bigint`;

export async function connectPostgres(url: string): Promise<ConnectedDatabase> {
  const dialect = postgresDialect(await makePool(url));
  const query = new Kysely<Tables>({ dialect: dialect.kysely });
  try {
    await checkEncoding(query);
  } catch (error) {
    await query.destroy();
    throw error;
  }
  return {
    kind: 'postgres',
    query,
    migrate: (wish) => migrateAlone(query, wish),
    open: (_clock, keys) => new PoolDatabase(query, dialect, keys),
    close: () => query.destroy(),
  };
}

async function makePool(url: string): Promise<PipelinedPool> {
  const { Client, Pool, types } = (await import('pg')).default;
  const pool = new Pool({
    connectionString: url,
    application_name: 'netberth',
    pipeline: true,
    // Of the hundred that PostgreSQL allows: enough to share its waits for the disk, and four servers fit.
    max: 20,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    // A Netberth that vanished with a transaction open must not keep its locks.
    idle_in_transaction_session_timeout: 60_000,
    types: {
      getTypeParser: (id, format) =>
        id === types.builtins.INT8 || id === types.builtins.NUMERIC
          ? Number
          : types.getTypeParser(id, format),
    },
    // Not an option of the pool: there it would also end the wait for a free connection.
    Client: class extends Client {
      constructor(config?: ClientConfig) {
        super({ ...config, connectionTimeoutMillis: 10_000 });
      }
    },
  });
  // Without a listener a broken connection ends the process. Whoever uses it learns of it by the next statement.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new PipelinedPool(pool);
}

async function checkEncoding(query: Kysely<Tables>): Promise<void> {
  const found = await sql<{ server_encoding: string }>`show server_encoding`.execute(query);
  const encoding = found.rows[0]?.server_encoding;
  if (encoding === 'UTF8') return;
  throw new Error(
    `its encoding is "${encoding}", and Netberth needs "UTF8". Make it with: create database … encoding 'UTF8' template template0`,
  );
}

/** Servers that start at once wait for the first to finish; after a failure the pool ends, and with it the lock. */
async function migrateAlone(query: Kysely<Tables>, wish?: MigrationWish): Promise<readonly string[]> {
  return await query.connection().execute(async (one) => {
    await sql`select pg_advisory_lock(${migrationLock})`.execute(one);
    const done = await migrate(
      one as unknown as Kysely<unknown>,
      postgresColumns,
      wish,
      applyWithKeyCounters,
    );
    await sql`select pg_advisory_unlock(${migrationLock})`.execute(one);
    return done;
  });
}

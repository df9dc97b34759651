import { createHash } from 'node:crypto';
import { Kysely, sql } from 'kysely';
import type { MysqlPool } from 'kysely';
import type { ConnectedDatabase, MigrationWish } from './connected-database.ts';
import { migrate } from './migrate.ts';
import { parseMysqlAddress } from './mysql-database-address.ts';
import { applyInSteps } from './mysql-database-steps.ts';
import { mysqlColumns, mysqlDialect } from './mysql-dialect.ts';
import type { NoPadCollation } from './mysql-dialect.ts';
import { PoolDatabase } from './pool-database.ts';
import type { Tables } from './tables.ts';

/**
 * - `sql_mode`: too long a text is refused, not cut; and the driver's backslash escapes must mean what it thinks
 * - `wait_timeout`: a Netberth that vanished with a transaction open must not keep its locks
 */
const sessionSettings = `set session time_zone = '+00:00',
  sql_mode = 'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ENGINE_SUBSTITUTION',
  default_storage_engine = 'InnoDB', innodb_lock_wait_timeout = 10, wait_timeout = 120`;

export async function connectMysql(url: URL): Promise<ConnectedDatabase> {
  const dialect = mysqlDialect(await makePool(url));
  const query = new Kysely<Tables>({ dialect: dialect.kysely });
  try {
    const collation = await findCollation(query);
    return {
      kind: 'mysql',
      query,
      migrate: (wish) => migrateAlone(query, collation, wish),
      open: (_clock, keys) => new PoolDatabase(query, dialect, keys),
      close: () => query.destroy(),
    };
  } catch (error) {
    await query.destroy();
    throw error;
  }
}

async function makePool(url: URL): Promise<MysqlPool> {
  const { createPool } = await import('mysql2');
  const pool = createPool({
    ...parseMysqlAddress(url),
    connectionLimit: 10,
    maxIdle: 2,
    idleTimeout: 60_000,
    connectTimeout: 10_000,
    charset: 'UTF8MB4_BIN',
    decimalNumbers: true,
    stringifyObjects: true,
  });
  pool.on('connection', (connection) => {
    // Without a listener a broken connection ends the process. Whoever uses it learns of it by the next statement.
    connection.on('error', () => undefined);
    connection.query(sessionSettings, (error) => error && connection.destroy());
  });
  return pool;
}

async function findCollation(query: Kysely<Tables>): Promise<NoPadCollation> {
  const found = await sql<{ name: NoPadCollation; version: string }>`
    select collation_name as name, version() as version from information_schema.collations
    where collation_name in ('utf8mb4_0900_bin', 'utf8mb4_nopad_bin')`.execute(query);
  const collation = found.rows[0]?.name;
  if (collation !== undefined) return collation;
  throw new Error('its server is too old. Netberth needs MySQL 8.0.17, or MariaDB 10.6, or newer.');
}

/** Servers that start at once wait for the first to finish; after a failure the pool ends, and with it the lock. */
async function migrateAlone(
  query: Kysely<Tables>,
  collation: NoPadCollation,
  wish?: MigrationWish,
): Promise<readonly string[]> {
  return await query.connection().execute(async (one) => {
    const lock = await nameLock(one);
    const got = await sql<{ got: number | null }>`select get_lock(${lock}, 600) as got`.execute(one);
    if (got.rows[0]?.got !== 1) {
      throw new Error('another server has been changing its tables for ten minutes. Is that one stuck?');
    }
    const columns = mysqlColumns(collation);
    const done = await migrate(one as unknown as Kysely<unknown>, columns, wish, applyInSteps);
    await sql`select release_lock(${lock})`.execute(one);
    return done;
  });
}

/** Such names belong to the whole server and have 64 characters at most. */
async function nameLock(one: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{ name: string }>`select database() as name`.execute(one);
  return `netberth-${createHash('sha256')
    .update(rows[0]?.name ?? '')
    .digest('hex')
    .slice(0, 32)}`;
}

import { Kysely, sql } from 'kysely';
import type { MssqlDialectConfig } from 'kysely';
import type { ConnectedDatabase, MigrationWish } from './connected-database.ts';
import { migrate } from './migrate.ts';
import { parseMssqlAddress } from './mssql-database-address.ts';
import { mssqlColumns, mssqlDialect } from './mssql-dialect.ts';
import { PoolDatabase } from './pool-database.ts';
import type { Tables } from './tables.ts';

/** Reviewed and compiled in the tests, and run by them where NETBERTH_TEST_MSSQL_URL names a server. */
export async function connectMssql(url: URL): Promise<ConnectedDatabase> {
  const dialect = mssqlDialect(await mssqlPool(url));
  const query = new Kysely<Tables>({ dialect: dialect.kysely });
  try {
    await demandSnapshots(query);
  } catch (error) {
    await query.destroy();
    throw Array.isArray(error) ? error[0] : error;
  }
  return {
    kind: 'mssql',
    query,
    migrate: (wish) => migrateAlone(query, wish),
    open: (_clock, keys) => new PoolDatabase(query, dialect, keys),
    close: () => query.destroy(),
  };
}

export async function mssqlPool(url: URL): Promise<MssqlDialectConfig> {
  const [tedious, tarn] = await Promise.all([import('tedious'), import('tarn')]);
  const { Connection, ISOLATION_LEVEL, Request, TYPES } = tedious.default;
  const config = parseMssqlAddress(url);

  /** The driver gives whole numbers of 64 bits as text; ours all fit. */
  class CountingRequest extends Request {
    override emit(event: string | symbol, ...args: readonly unknown[]): boolean {
      if (event === 'row') for (const column of args[0] as Column[]) column.value = numberOf(column);
      return (super.emit as (event: string | symbol, ...args: readonly unknown[]) => boolean)(event, ...args);
    }
  }

  return {
    tarn: {
      Pool: tarn.Pool,
      options: {
        min: 0,
        max: 10,
        idleTimeoutMillis: 60_000,
        acquireTimeoutMillis: 60_000,
        propagateCreateError: true,
      },
    },
    tedious: {
      ISOLATION_LEVEL,
      TYPES,
      Request: CountingRequest,
      connectionFactory: () => new Connection(config),
    },
  };
}

type Column = { value: unknown; readonly metadata: { readonly type: { readonly name: string } } };

function numberOf({ value, metadata }: Column): unknown {
  const isWhole = metadata.type.name === 'BigInt' || metadata.type.name === 'IntN';
  return isWhole && typeof value === 'string' ? Number(value) : value;
}

/** Reads see one moment and wait for nobody; that is off in a new database. */
async function demandSnapshots(query: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ state: number; name: string }>`
    select snapshot_isolation_state as state, name from sys.databases where database_id = db_id()`.execute(
    query,
  );
  if (rows[0]?.state === 1) return;
  throw new Error(
    `its reads would wait for its writes. Let them see a moment instead: alter database "${rows[0]?.name}" set allow_snapshot_isolation on`,
  );
}

/** Servers that start at once wait for the first to finish; after a failure the pool ends, and with it the lock. */
async function migrateAlone(query: Kysely<Tables>, wish?: MigrationWish): Promise<readonly string[]> {
  return await query.connection().execute(async (one) => {
    const { rows } = await sql<{ got: number }>`declare @got int;
      exec @got = sp_getapplock @Resource = 'netberth', @LockMode = 'Exclusive', @LockOwner = 'Session',
        @LockTimeout = 600000;
      select @got as got`.execute(one);
    if ((rows[0]?.got ?? -1) < 0)
      throw new Error('another server has been changing its tables for ten minutes. Is that one stuck?');
    const done = await migrate(one as unknown as Kysely<unknown>, mssqlColumns, wish);
    await sql`exec sp_releaseapplock @Resource = 'netberth', @LockOwner = 'Session'`.execute(one);
    return done;
  });
}

import type { Kysely } from 'kysely';
import type { Keyring } from './keyring.ts';
import type { Migration } from './migration.ts';
import type { Tables } from './tables.ts';
import type { Database } from './work.ts';

export type DatabaseKind = 'sqlite' | 'postgres' | 'mysql' | 'mssql';

/** A database that answers, as it was found: its tables may be those of another version, or none. */
export type ConnectedDatabase = {
  readonly kind: DatabaseKind;
  readonly query: Kysely<Tables>;
  /** Brings it to this version's tables; servers that come at once wait for the first. */
  readonly migrate: (wish?: MigrationWish) => Promise<readonly string[]>;
  /** What works run on. After this it is closed by closing that. */
  readonly open: (clock: () => number, keys: Keyring) => Database;
  readonly close: () => Promise<void>;
};

export type MigrationWish = {
  /** Only these migrations: tables as another version had them. */
  readonly only?: readonly string[] | undefined;
  /** In place of this version's migrations those of another one, which begin with the same. */
  readonly known?: readonly Migration[] | undefined;
  /** Called where something is kept already, before the first change; when it throws, nothing is changed. */
  readonly beforeUpgrade?: BeforeUpgrade | undefined;
};

export type BeforeUpgrade = (
  query: Kysely<Tables>,
  migrations: { readonly done: readonly string[]; readonly pending: readonly string[] },
) => Promise<void>;

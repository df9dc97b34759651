import { z } from 'zod';
import type { LocalDefinition } from '../command-line/local-definition.ts';

const count = z.int().nonnegative();
const whichDatabase =
  'The database is that of the data folder (--data) and its settings, or the one of --database.';

const migrationsSchema = z.object({
  done: z.array(z.string()),
  pending: z.array(z.string()),
  unknown: z.array(z.string()),
});

const checkedSchema = z.object({
  database: z.string(),
  kind: z.string(),
  sizeBytes: count,
  migrations: migrationsSchema,
  tables: z.array(z.object({ table: z.string(), rows: count })),
  chains: z.array(
    z.object({
      server: z.string(),
      records: count,
      hasKey: z.boolean(),
      problems: z.array(z.string()),
    }),
  ),
  secrets: z.object({ count, problem: z.string().nullable() }).nullable(),
  beyond: z.string().nullable(),
  problems: z.array(z.string()),
});
export type CheckedDatabase = z.infer<typeof checkedSchema>;

const movedSchema = z.object({
  ok: z.boolean(),
  from: z.string(),
  /** When the backup was made; null: it came from a database. */
  madeAt: z.string().nullable(),
  rows: count,
  migrated: z.array(z.string()),
  check: checkedSchema,
});
export type MovedDatabase = z.infer<typeof movedSchema>;

export const dbMigrate = {
  name: 'db.migrate',
  summary: "Bring the database to this version's tables",
  description:
    `Makes the tables of an empty database, and changes those of an older version, which a server does at its start as well. ${whichDatabase} ` +
    'Before tables that hold something are changed they are backed up into the folder backups of the data folder: there is no other way ' +
    'back to an older version. No server may run on it.',
  cli: {
    positionals: [],
    examples: [
      { line: 'netberth db migrate', does: 'with a backup before' },
      {
        line: 'netberth db migrate --database postgres://netberth:secret@db/netberth',
        does: 'make the tables of an empty database',
      },
    ],
  },
  input: z.object({
    backup: z
      .boolean()
      .default(true)
      .describe('back up what is there before it is changed; --no-backup: not'),
  }),
  output: z.object({
    database: z.string(),
    migrated: z.array(z.string()),
    backup: z.string().nullable(),
  }),
} as const satisfies LocalDefinition;

const backupCheckSchema = z.object({
  ok: z.literal(true),
  file: z.string(),
  madeAt: z.string(),
  from: z.string(),
  migrations: z.array(z.string()),
  rows: count,
  tables: z.array(z.object({ table: z.string(), rows: count, sha256: z.string() })),
});

export const dbCheck = {
  name: 'db.check',
  summary: 'Look whether the database is whole',
  description:
    `Its version, its files as far as it looks at them itself, rows that name others, the audit log of every server, whether the secrets ` +
    `open with the key of the data folder, sizes and counts; of everything that is wrong, what to do. Changes nothing, and a server may run meanwhile. ` +
    `${whichDatabase} With FILE a backup is read to its end instead, and its sums are compared.`,
  cli: {
    positionals: ['file'],
    examples: [
      { line: 'netberth db check', does: 'the database of ./data' },
      { line: 'netberth db check netberth.backup', does: 'a backup, line by line' },
    ],
  },
  input: z.object({ file: z.string().min(1).optional().describe('a backup, in place of the database') }),
  output: z.union([z.object({ ok: z.boolean(), ...checkedSchema.shape }), backupCheckSchema]),
} as const satisfies LocalDefinition;

export const dbBackup = {
  name: 'db.backup',
  summary: 'Write everything in the database to a file',
  description:
    `All tables at one moment, in one file that restores to any of the databases; a server may run and write meanwhile. ${whichDatabase} ` +
    'The file has checksums, is for its owner only, and has its name only when it is whole. Not in it: the folders keys (without keys/secrets.key its ' +
    'secrets do not open) and images of the data folder.',
  cli: {
    positionals: [],
    short: { output: 'o' },
    examples: [
      { line: 'netberth db backup', does: 'into the folder backups of ./data, under the time of day' },
      { line: 'netberth db backup -o /backup/netberth.backup', does: 'where you say' },
    ],
  },
  input: z.object({
    output: z
      .string()
      .min(1)
      .optional()
      .describe(
        'the file to write, which is not there yet; default: backups/netberth-TIME.backup in the data folder',
      ),
  }),
  output: z.object({
    database: z.string(),
    file: z.string(),
    sizeBytes: count,
    tables: count,
    rows: count,
    keepToo: z.array(z.string()),
  }),
} as const satisfies LocalDefinition;

export const dbRestore = {
  name: 'db.restore',
  summary: 'Fill an empty database with a backup',
  description:
    `The backup is read to its end first; then all of it goes in, or nothing, is read back and compared, and brought to this version's tables. ${whichDatabase} ` +
    'It must be empty, and no server may run on it: nothing is ever written over. The backup may come from another kind of database.',
  cli: {
    positionals: ['file'],
    examples: [
      { line: 'netberth db restore netberth.backup --data ./restored', does: 'into a new data folder' },
      {
        line: 'netberth db restore netberth.backup --database mysql://netberth:secret@db/netberth',
        does: 'into an empty database of a server',
      },
    ],
  },
  input: z.object({ file: z.string('is missing: name a backup').min(1).describe('what db backup wrote') }),
  output: movedSchema,
} as const satisfies LocalDefinition;

export const dbCopy = {
  name: 'db.copy',
  summary: 'Copy an installation from one database to another',
  description:
    'From SQLite to a server, from one server to another, or back. Ids stay as they are and are counted on from; every table is read back ' +
    'and compared, the audit logs are verified, the secrets opened. The first is only read; the second must be empty. No server may run on either; ' +
    'name the data folder with --data, because its keys belong to both. A password that others must not see in the list of processes goes into a file: @FILE has the URL.',
  cli: {
    positionals: ['from', 'to'],
    examples: [
      {
        line: 'netberth db copy sqlite:data/netberth.db postgres://netberth:secret@db/netberth',
        does: 'from the file to a server',
      },
      {
        line: 'netberth db copy @old.url sqlite:data/netberth.db',
        does: 'back, with the password in a file',
      },
    ],
  },
  input: z.object({
    from: z
      .string('is missing: name two databases')
      .min(1)
      .describe('the database to read: a URL, or @FILE with one'),
    to: z
      .string('is missing: name two databases')
      .min(1)
      .describe('the empty database to write: a URL, or @FILE with one'),
  }),
  output: movedSchema,
} as const satisfies LocalDefinition;

/** In the order that help shows them. */
export const dbDefinitions = [dbMigrate, dbCheck, dbBackup, dbRestore, dbCopy] as const;

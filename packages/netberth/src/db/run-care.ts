import { resolve } from 'node:path';
import type { z } from 'zod';
import type { Config, DatabaseCare } from '@netberth/server';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { loadServer } from '../server/load-server.ts';
import { readServerConfig } from '../server/read-server-config.ts';
import { isLocked, startFailure } from '../server/start-failure.ts';
import type { dbBackup, dbCheck, dbCopy, dbMigrate, dbRestore } from './db-definitions.ts';
import { readUrl } from './read-url.ts';
import { startRowProgress, type RowProgress } from './row-progress.ts';

type Made<Definition extends { readonly output: z.ZodType }> = z.output<Definition['output']>;

export function migrateDatabase(
  { backup }: z.output<typeof dbMigrate.input>,
  surroundings: Surroundings,
): Promise<Made<typeof dbMigrate>> {
  return withCare(surroundings, 'Backing up', async (care, config) => {
    const done = await care.migrate(config, { wantsBackup: backup, now: surroundings.terminal.now() });
    return { ...done, migrated: [...done.migrated] };
  });
}

export function checkDatabase(
  { file }: z.output<typeof dbCheck.input>,
  surroundings: Surroundings,
): Promise<Made<typeof dbCheck>> {
  return withCare(surroundings, 'Reading', async (care, config, progress) => {
    if (file === undefined) {
      const checked = await care.check(config);
      return writable({ ok: checked.problems.length === 0, ...checked });
    }
    const checked = await care.checkBackup(file, progress.at).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new Failure(`The backup ${file} is of no use: ${why}`, { cause: error });
    });
    return writable({ ok: true as const, file: resolve(file), ...checked });
  });
}

export function backUpDatabase(
  { output }: z.output<typeof dbBackup.input>,
  surroundings: Surroundings,
): Promise<Made<typeof dbBackup>> {
  return withCare(surroundings, 'Backed up', async (care, config, { at }) => {
    const now = surroundings.terminal.now();
    return writable(await care.backUp(config, { output: output ?? null, now, onRows: at }));
  });
}

export function restoreDatabase(
  { file }: z.output<typeof dbRestore.input>,
  surroundings: Surroundings,
): Promise<Made<typeof dbRestore>> {
  return withCare(surroundings, 'Reading the backup', async (care, config, progress) => {
    const moved = await care.restore(config, file, tellingOf(progress));
    return writable({ ok: moved.check.problems.length === 0, ...moved });
  });
}

export function copyDatabase(
  input: z.output<typeof dbCopy.input>,
  surroundings: Surroundings,
): Promise<Made<typeof dbCopy>> {
  return withCare(surroundings, 'Copying', async (care, config, progress) => {
    const urls = { from: await readUrl(input.from), to: await readUrl(input.to) };
    const moved = await care.copy(config, urls, tellingOf(progress));
    return writable({ ok: moved.check.problems.length === 0, ...moved });
  });
}

function tellingOf({ phase, at }: RowProgress) {
  return {
    onPhase: (now: 'reading' | 'writing') =>
      phase(now === 'reading' ? 'Reading the backup' : 'Writing to the database'),
    onRows: at,
  };
}

async function withCare<Result>(
  { flags, environment, terminal }: Surroundings,
  doing: string,
  run: (care: DatabaseCare, config: Config, progress: RowProgress) => Promise<Result>,
): Promise<Result> {
  if (flags.server !== undefined)
    throw new Failure('This is done on the host of the server, with --data DIR: leave --server out.');
  const config = await readServerConfig(flags, {}, environment);
  const care = await (await loadServer()).loadDatabaseCare();
  const progress = startRowProgress(terminal, doing);
  try {
    return await run(care, config, progress);
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (isLocked(error) && error instanceof Error)
      throw new Failure(`${error.message}\nThis needs the server to be stopped.`, { cause: error });
    throw fileFailure(error) ?? startFailure(error, config);
  } finally {
    progress.end();
  }
}

/** What is wrong with the file of a backup. */
function fileFailure(error: unknown): Failure | null {
  const { code, path } = error as { code?: unknown; path?: unknown };
  if (code === 'EEXIST' && typeof path === 'string')
    return new Failure(`${path} is there already, and a backup is never written over: name another file.`);
  if (code === 'ENOSPC')
    return new Failure('No space is left for the backup: name a file elsewhere with -o.');
  return null;
}

/** What the server gives is read only; what is printed is not, and the same. */
function writable<Value>(value: Value): Writable<Value> {
  return value as Writable<Value>;
}

type Writable<Value> = Value extends readonly (infer Item)[]
  ? Writable<Item>[]
  : Value extends object
    ? { -readonly [Name in keyof Value]: Writable<Value[Name]> }
    : Value;

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '@netberth/server';
import { errorCode } from '../error-code.ts';
import type { GlobalFlags } from '../command-line/global-flags.ts';
import type { SettingValues } from '../command-line/read-setting-flags.ts';
import { Failure } from '../failure.ts';
import { loadServer } from './load-server.ts';

/** Environment variables by name, as of `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The server's configuration from flags, environment and file. Every problem of all three is in one Failure. */
export async function readServerConfig(
  flags: GlobalFlags,
  settings: SettingValues,
  environment: Environment,
): Promise<Config> {
  const { readConfig } = await loadServer();
  const file = await readConfigFile(flags, environment);
  const own = { ...settings, ...pick(flags.data, 'data'), ...pick(flags.database, 'database') };
  const read = readConfig({ ...(file === null ? {} : { file }), environment, flags: own });
  if (read.ok) return read.config;
  const count =
    read.problems.length === 1 ? 'one setting is wrong' : `${read.problems.length} settings are wrong`;
  throw new Failure(
    [`Cannot start: ${count}.`, ...read.problems.map((problem) => `  ${problem}`)].join('\n'),
  );
}

function pick(value: string | undefined, name: string): SettingValues {
  return value === undefined ? {} : { [name]: value };
}

/** `--config` must exist; `netberth.yaml` in the data folder may. */
async function readConfigFile(
  flags: GlobalFlags,
  environment: Environment,
): Promise<{ path: string; text: string } | null> {
  const named = flags.config ?? environment['NETBERTH_CONFIG'] ?? '';
  const path =
    named === '' ? join(flags.data ?? (environment['NETBERTH_DATA'] || './data'), 'netberth.yaml') : named;
  try {
    return { path, text: await readFile(path, 'utf8') };
  } catch (error) {
    const code = errorCode(error);
    if (named === '' && (code === 'ENOENT' || code === 'ENOTDIR')) return null;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`Cannot read the settings in ${path}: ${reason}`, { cause: error });
  }
}

import { problemLine, readConfiguration } from '@netberth/plan';
import type { ReadConfiguration } from '@netberth/plan';
import { Failure } from '../failure.ts';
import type { VaultOpener } from './vault-opener.ts';
import { readFolder } from './read-folder.ts';

export type LoadedConfiguration = Extract<ReadConfiguration, { ok: true }>;

/** @throws Failure that names everything that is wrong with the folder, each with its file, line and column */
export async function loadConfiguration(folder: string, vaults: VaultOpener): Promise<LoadedConfiguration> {
  const files = await readFolder(folder, vaults);
  const read = await readConfiguration(files, (text) => vaults.open(text));
  if (read.ok) return read;
  const count = read.problems.length;
  throw new Failure(
    [
      ...read.problems.map(problemLine),
      `${folder}: ${count} ${count === 1 ? 'problem' : 'problems'}; nothing was sent to the server.`,
    ].join('\n'),
  );
}

import type { Config } from '../../config/config.ts';
import type { Keyring } from '../../database/keyring.ts';
import type { Database } from '../../database/work.ts';
import { keySource } from '../../features/secrets/key-source.ts';
import { keyState, listSecrets, readSecret } from '../../features/secrets/secret-store.ts';

export type CheckedSecrets = {
  readonly count: number;
  /** Why they cannot be opened here; null: they can. */
  readonly problem: string | null;
};

/** Opens each secret with the keys of this data folder, and forgets it. */
export async function checkSecrets(
  database: Database,
  config: Config,
  keys: Keyring,
): Promise<CheckedSecrets> {
  const source = keySource(config.data, config.secrets);
  const read = await source.read();
  if (read.kind === 'keys') keys.replace(read.keys);
  const state = await database.read(keyState);
  const secrets = await database.read(listSecrets);
  if (state.kind === 'none') return { count: secrets.length, problem: null };
  if (state.kind === 'wrong')
    return {
      count: secrets.length,
      problem: `The secrets are sealed with the key ${state.keyId}, and ${source.name} has not that one: put it there (docs/secrets.md).`,
    };
  for (const { owner, name } of secrets) {
    const secret = await database.read(() => readSecret({ owner, name }));
    if (secret.kind === 'open') continue;
    const problem = `The secret ${name} of ${owner} does not open (${secret.kind}): give it anew.`;
    return { count: secrets.length, problem };
  }
  return { count: secrets.length, problem: null };
}

import { VaultValue, vaultTag } from '@netberth/vault';
import { stringify } from 'yaml';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { choosePassword } from './choose-password.ts';
import { newVault } from './new-vault.ts';
import type { PasswordFlags } from './password-sources.ts';
import { readVaultPasswords } from './read-passwords.ts';
import { readContent } from './vault-file.ts';

type Input = PasswordFlags & {
  readonly name?: string | undefined;
  readonly encryptVaultId?: string | undefined;
};

export async function encryptString(input: Input, surroundings: Surroundings) {
  const password = choosePassword(await readVaultPasswords(input, surroundings), input.encryptVaultId);
  const content = await readContent('-');
  if (content.length === 0)
    throw new Failure('Standard input is empty: printf %s "$VALUE" | netberth vault encrypt-string NAME');
  const value = new VaultValue(await newVault(content, password));
  const text = stringify(input.name === undefined ? value : { [input.name]: value }, {
    customTags: [vaultTag],
  });
  return { text, vaultId: password.id };
}

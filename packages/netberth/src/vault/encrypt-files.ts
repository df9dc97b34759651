import { isVault } from '@netberth/vault';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { choosePassword } from './choose-password.ts';
import { newVault } from './new-vault.ts';
import type { PasswordFlags } from './password-sources.ts';
import { placeOfOutput } from './place-of-output.ts';
import { readVaultPasswords } from './read-passwords.ts';
import type { ChangedFiles } from './vault-definitions.ts';
import { readContent } from './vault-file.ts';
import { writeFiles } from './write-files.ts';

type Input = PasswordFlags & {
  readonly files: readonly string[];
  readonly encryptVaultId?: string | undefined;
  readonly output?: string | undefined;
};

export async function encryptFiles(input: Input, surroundings: Surroundings): Promise<ChangedFiles> {
  const placeOf = placeOfOutput(input.files, input.output);
  const contents = await Promise.all(
    input.files.map(async (file) => ({ file, content: await readContent(file) })),
  );
  for (const { file, content } of contents)
    if (isVault(content.toString('latin1')))
      throw new Failure(`${file} is a vault already: netberth vault rekey gives it another password`);
  const password = choosePassword(await readVaultPasswords(input, surroundings), input.encryptVaultId);
  const written = await Promise.all(
    contents.map(async ({ file, content }) => ({
      file,
      place: placeOf(file),
      content: await newVault(content, password),
      values: null,
      vaultId: password.id,
    })),
  );
  return writeFiles(written);
}

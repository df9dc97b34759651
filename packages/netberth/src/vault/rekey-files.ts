import { replaceVaultValues, type VaultPassword } from '@netberth/vault';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../local-verb.ts';
import { newVault } from './new-vault.ts';
import { openVaultFile, type OpenedVaultFile } from './open-vault-file.ts';
import { fileSource, parseVaultId, type PasswordFlags } from './password-sources.ts';
import { readPassword, readVaultPasswords } from './read-passwords.ts';
import type { ChangedFiles } from './vault-definitions.ts';
import { readContent } from './vault-file.ts';
import { writeFiles, type FileToWrite } from './write-files.ts';

type Input = PasswordFlags & {
  readonly files: readonly string[];
  readonly newVaultId?: string | undefined;
  readonly newVaultPasswordFile?: string | undefined;
};

export async function rekeyFiles(input: Input, surroundings: Surroundings): Promise<ChangedFiles> {
  if (input.files.includes('-'))
    throw new Failure(
      'rekey writes files anew and takes no standard input: name files, or decrypt and encrypt',
    );
  const passwords = await readVaultPasswords(input, surroundings);
  const password = await readPassword(newSource(input));
  const written: FileToWrite[] = [];
  for (const file of input.files) {
    const opened = await openVaultFile(file, await readContent(file), passwords);
    const values = opened.kind === 'whole' ? null : opened.values.length;
    const content = await closedAgain(opened, password);
    written.push({ file, place: file, content, values, vaultId: password.id });
  }
  return writeFiles(written);
}

function newSource({ newVaultId, newVaultPasswordFile }: Input) {
  if (newVaultId !== undefined && newVaultPasswordFile !== undefined)
    throw new Failure('--new-vault-id and --new-vault-password-file both name the new password: give one');
  if (newVaultId !== undefined) return parseVaultId(newVaultId);
  return fileSource(newVaultPasswordFile ?? 'prompt');
}

async function closedAgain(opened: OpenedVaultFile, password: VaultPassword): Promise<string> {
  if (opened.kind === 'whole') return newVault(opened.content, password);
  const values = await Promise.all(
    opened.values.map(async ({ at, content }) => ({ at, vault: await newVault(content, password) })),
  );
  return replaceVaultValues(opened.text, values);
}

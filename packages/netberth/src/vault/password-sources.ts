import { defaultVaultId } from '@netberth/vault';
import type { Environment } from '../server/read-server-config.ts';
import { Failure } from '../failure.ts';

/** Where a password comes from. */
export type PasswordSource = { readonly id: string; readonly from: string };

export type PasswordFlags = {
  readonly vaultIds: readonly string[];
  readonly vaultPasswordFiles: readonly string[];
};

/** Flags before the environment, as Ansible has it; none: the password is to be asked for. */
export function passwordSources(
  { vaultIds, vaultPasswordFiles }: PasswordFlags,
  environment: Environment,
): readonly PasswordSource[] {
  const given = [...vaultIds.map(parseVaultId), ...vaultPasswordFiles.map(fileSource)];
  if (given.length > 0) return given;
  const listed = environment['ANSIBLE_VAULT_IDENTITY_LIST'] ?? '';
  const file = environment['ANSIBLE_VAULT_PASSWORD_FILE'] ?? '';
  const ids = listed.split(',').map((text) => text.trim());
  return [...ids.filter((text) => text !== '').map(parseVaultId), ...(file === '' ? [] : [fileSource(file)])];
}

/** `ID@SOURCE`; without an @ it is a source alone. */
export function parseVaultId(text: string): PasswordSource {
  const at = text.indexOf('@');
  const [id, from] = at < 0 ? [defaultVaultId, text] : [text.slice(0, at), text.slice(at + 1)];
  if (!/^[^;\s]+$/.test(id) || from === '')
    throw new Failure(
      `The vault id "${text}" cannot be read: it is ID@FILE, ID@PROGRAM or ID@prompt, and the id has no blank and no ;`,
    );
  return { id, from };
}

export function fileSource(from: string): PasswordSource {
  return { id: defaultVaultId, from };
}

import {
  decryptVault,
  describeVaultFailure,
  findVaultValues,
  isVault,
  type VaultPassword,
  type VaultValueAt,
} from '@netberth/vault';
import { Failure } from '../failure.ts';

/** What a file holds, opened. */
export type OpenedVaultFile =
  | { readonly kind: 'whole'; readonly content: Uint8Array; readonly password: VaultPassword }
  | { readonly kind: 'values'; readonly text: string; readonly values: readonly OpenedValue[] };
export type OpenedValue = {
  readonly at: VaultValueAt;
  readonly content: Uint8Array;
  readonly password: VaultPassword;
};

/** A whole vault, or a YAML file with `!vault` values. @throws Failure naming the file, and the line of a value */
export async function openVaultFile(
  file: string,
  bytes: Uint8Array,
  passwords: readonly VaultPassword[],
): Promise<OpenedVaultFile> {
  const text = new TextDecoder().decode(bytes);
  if (isVault(text)) return { kind: 'whole', ...(await open(file, text, passwords)) };
  const places = findVaultValues(text);
  if (places.length === 0)
    throw new Failure(`${file} is no vault: it does not begin with $ANSIBLE_VAULT, and has no !vault value`);
  const values: OpenedValue[] = [];
  for (const at of places) values.push({ at, ...(await open(`${file}:${at.line}`, at.text, passwords)) });
  return { kind: 'values', text, values };
}

async function open(name: string, text: string, passwords: readonly VaultPassword[]) {
  const outcome = await decryptVault(text, passwords);
  if (outcome.kind !== 'open') throw new Failure(`${name}: ${describeVaultFailure(outcome)}`);
  return { content: outcome.content, password: outcome.password };
}

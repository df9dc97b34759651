import { unpadBlock } from './block-padding.ts';
import { parseVault, type SealedVault } from './parse-vault.ts';
import { counterMode, deriveVaultKeys } from './vault-keys.ts';
import type { VaultPassword } from './vault-password.ts';

export type DecryptedVault =
  /** `password` is the one that opened it, so that it can be closed again with the same. */
  | { readonly kind: 'open'; readonly content: Uint8Array<ArrayBuffer>; readonly password: VaultPassword }
  | { readonly kind: 'damaged'; readonly line: number; readonly problem: string }
  /** None of the passwords opens it. A changed byte of the ciphertext looks like that too. */
  | { readonly kind: 'closed'; readonly vaultId: string; readonly tried: readonly string[] };

/**
 * Opens a whole vault file or a `!vault` value, of formats 1.1 and 1.2. As Ansible does, passwords with the vault id of the
 * file are tried first, then all others.
 */
export async function decryptVault(
  text: string,
  passwords: readonly VaultPassword[],
): Promise<DecryptedVault> {
  const parsed = parseVault(text);
  if (parsed.kind === 'damaged') return parsed;
  const { vault } = parsed;
  const isNamed = ({ id }: VaultPassword) => id === vault.vaultId;
  const inOrder = [...passwords.filter(isNamed), ...passwords.filter((password) => !isNamed(password))];
  for (const password of inOrder) {
    const content = await open(vault, password);
    if (content !== undefined) return { kind: 'open', content, password };
  }
  return { kind: 'closed', vaultId: vault.vaultId, tried: inOrder.map(({ id }) => id) };
}

async function open(
  { salt, seal, ciphertext }: SealedVault,
  { secret }: VaultPassword,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const keys = await deriveVaultKeys(secret, salt);
  const isSealed = await crypto.subtle.verify('HMAC', keys.seal, seal, ciphertext);
  if (!isSealed) return undefined;
  const padded = await crypto.subtle.decrypt(counterMode(keys), keys.cipher, ciphertext);
  return unpadBlock(new Uint8Array(padded));
}

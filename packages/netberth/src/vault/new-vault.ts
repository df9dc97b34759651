import { randomBytes } from 'node:crypto';
import { encryptVault, vaultSaltBytes, type VaultPassword } from '@netberth/vault';

/** A vault with a salt by chance. */
export function newVault(content: Uint8Array, password: VaultPassword): Promise<string> {
  return encryptVault({ content, password, salt: Uint8Array.from(randomBytes(vaultSaltBytes)) });
}

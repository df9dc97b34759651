import { padBlock } from './block-padding.ts';
import { toHex } from './hex.ts';
import { counterMode, deriveVaultKeys } from './vault-keys.ts';
import { defaultVaultId, type VaultPassword } from './vault-password.ts';

export type NewVault = {
  readonly content: Uint8Array;
  readonly password: VaultPassword;
  /** {@link vaultSaltBytes} bytes by chance, never used twice. */
  readonly salt: Uint8Array<ArrayBuffer>;
};

export const vaultSaltBytes = 32;
const lineLength = 80;

/**
 * The text of a file that `ansible-vault` opens: format 1.2 when the password has a vault id, else 1.1.
 *
 *     await encryptVault({ content, password: vaultPassword('sesame', 'prod'), salt });
 *     // $ANSIBLE_VAULT;1.2;AES256;prod
 *     // 6338653264…
 */
export async function encryptVault({ content, password, salt }: NewVault): Promise<string> {
  const keys = await deriveVaultKeys(password.secret, salt);
  const ciphertext = await crypto.subtle.encrypt(counterMode(keys), keys.cipher, padBlock(content));
  const seal = await crypto.subtle.sign('HMAC', keys.seal, ciphertext);
  const parts = [salt, new Uint8Array(seal), new Uint8Array(ciphertext)].map(toHex);
  const body = toHex(new TextEncoder().encode(parts.join('\n')));
  const lines = body.match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? [];
  return `${[header(password.id), ...lines].join('\n')}\n`;
}

function header(id: string): string {
  return id === defaultVaultId ? '$ANSIBLE_VAULT;1.1;AES256' : `$ANSIBLE_VAULT;1.2;AES256;${id}`;
}

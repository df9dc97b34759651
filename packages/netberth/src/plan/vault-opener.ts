import type { OpenedVault } from '@netberth/plan';
import { decryptVault, describeVaultFailure, isVault, type VaultPassword } from '@netberth/vault';

/** Opens vaults with the passwords that were given. */
export type VaultOpener = { open(text: string): Promise<OpenedVault> };

/** @param passwords asked for once, at the first vault: a folder without one needs none */
export function vaultOpener(passwords: () => Promise<readonly VaultPassword[]>): VaultOpener {
  let known: Promise<readonly VaultPassword[]> | undefined;
  const opened = new Map<string, Promise<OpenedVault>>();
  const open = async (text: string): Promise<OpenedVault> => {
    if (!isVault(text)) return { ok: false, why: '!vault is not followed by a vault ($ANSIBLE_VAULT;…)' };
    known ??= passwords();
    const outcome = await decryptVault(text, await known);
    if (outcome.kind !== 'open') return { ok: false, why: describeVaultFailure(outcome) };
    return { ok: true, text: new TextDecoder().decode(outcome.content) };
  };
  return {
    open(text) {
      const found = opened.get(text) ?? open(text);
      opened.set(text, found);
      return found;
    },
  };
}

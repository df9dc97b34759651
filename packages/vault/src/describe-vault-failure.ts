import type { DecryptedVault } from './decrypt-vault.ts';

export type VaultFailure = Exclude<DecryptedVault, { kind: 'open' }>;

/** What is wrong and what to do, to follow a name and a colon. Neither password nor content is in it. */
export function describeVaultFailure(failure: VaultFailure): string {
  switch (failure.kind) {
    case 'damaged':
      return `this vault is damaged at its line ${failure.line}: ${failure.problem}. Take it from a backup or from git`;
    case 'closed':
      return closed(failure);
  }
}

function closed({ vaultId, tried }: Extract<VaultFailure, { kind: 'closed' }>): string {
  const wanted = `--vault-id ${vaultId}@FILE`;
  if (tried.length === 0)
    return `it is encrypted with the vault id "${vaultId}", and no vault password was given: give it with ${wanted} or --vault-password-file FILE`;
  const names = [...new Set(tried)].map((id) => `"${id}"`).join(', ');
  return tried.includes(vaultId)
    ? `no vault password opens it (vault id "${vaultId}"; tried ${names}): the password is another, or the vault was changed since it was written`
    : `no password for its vault id "${vaultId}" was given, and none of the others opens it (tried ${names}): give it with ${wanted}`;
}

export { decryptVault, type DecryptedVault } from './decrypt-vault.ts';
export { encryptVault, vaultSaltBytes, type NewVault } from './encrypt-vault.ts';
export { describeVaultFailure, type VaultFailure } from './describe-vault-failure.ts';
export { findVaultValues, replaceVaultValues, type VaultValueAt } from './vault-values.ts';
export { isVault, parseVault, type ParsedVault, type SealedVault } from './parse-vault.ts';
export { defaultVaultId, vaultPassword, type VaultPassword } from './vault-password.ts';
export { VaultValue, vaultTag } from './vault-tag.ts';

/** A password and the vault id that people know it by. */
export type VaultPassword = {
  /** What follows the cipher in the header of format 1.2; `default` in files of format 1.1. */
  readonly id: string;
  readonly secret: Uint8Array<ArrayBuffer>;
};

/** The id of a vault that names none, as Ansible has it. */
export const defaultVaultId = 'default';

/** A password as it stands in a file or comes from a command: white space around it does not belong to it. */
export function vaultPassword(text: string, id = defaultVaultId): VaultPassword {
  return { id, secret: new TextEncoder().encode(text.trim()) };
}

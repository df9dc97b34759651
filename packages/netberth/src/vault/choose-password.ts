import type { VaultPassword } from '@netberth/vault';
import { Failure } from '../failure.ts';

/** What to encrypt with: the id that was named, else the only one there is. */
export function choosePassword(passwords: readonly VaultPassword[], id: string | undefined): VaultPassword {
  const ids = [...new Set(passwords.map((password) => password.id))];
  const wanted = id ?? (ids.length === 1 ? ids[0] : undefined);
  const chosen = passwords.find((password) => password.id === wanted);
  if (chosen !== undefined) return chosen;
  const known = ids.map((each) => `"${each}"`).join(', ');
  throw new Failure(
    wanted === undefined
      ? `Passwords of several vault ids are given (${known}): say --encrypt-vault-id ID`
      : `No password for the vault id "${wanted}" is given (there is ${known}): give --vault-id ${wanted}@FILE`,
  );
}

import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id, about 20 ms and 19 MiB (OWASP's first choice). */
const strength = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), strength);
}

/**
 * Without a hash it takes as long and says no, so that nobody can tell from the time whether an account exists.
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const isRight = await verify(stored ?? (await nobodysHash()), password.normalize('NFC'));
  return isRight && stored !== null;
}

let hashOfNobody: Promise<string> | undefined;

function nobodysHash(): Promise<string> {
  return (hashOfNobody ??= hashPassword(newPassword()));
}

/** Letters and digits that are not taken for each other on a screen. */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Four groups of five, 100 bits: `k3fzm-…` */
export function newPassword(): string {
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}

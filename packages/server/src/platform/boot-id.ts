import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The secret of one boot: 32 hex digits, safe in a URL, a script and a shell word. */
export type BootId = string & { readonly __brand: 'BootId' };

export function newBootId(): BootId {
  return randomBytes(16).toString('hex') as BootId;
}

/** What is stored of a secret that a machine or a token bearer sends back: SHA-256, hex. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares two hashes of {@link hashSecret} in constant time. */
export function isSameHash(one: string, other: string): boolean {
  const left = Buffer.from(one);
  const right = Buffer.from(other);
  return left.length === right.length && timingSafeEqual(left, right);
}

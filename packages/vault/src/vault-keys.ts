/** `CryptoKey` is the name of a type in a browser and not in Node's types. */
type WebKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

export type VaultKeys = {
  readonly cipher: WebKey;
  readonly seal: WebKey;
  readonly counter: Uint8Array<ArrayBuffer>;
};

const iterations = 10_000;
const keyBytes = 32;
const counterBytes = 16;

/** The keys that Ansible makes of a password: PBKDF2 with SHA-256, the key of the cipher, that of the HMAC, the counter. */
export async function deriveVaultKeys(
  secret: Uint8Array<ArrayBuffer>,
  salt: Uint8Array<ArrayBuffer>,
): Promise<VaultKeys> {
  const { subtle } = crypto;
  const password = await subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveBits']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  const bits = new Uint8Array(
    await subtle.deriveBits(derivation, password, (2 * keyBytes + counterBytes) * 8),
  );
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  return {
    cipher: await subtle.importKey('raw', bits.subarray(0, keyBytes), 'AES-CTR', false, [
      'encrypt',
      'decrypt',
    ]),
    seal: await subtle.importKey('raw', bits.subarray(keyBytes, 2 * keyBytes), hmac, false, [
      'sign',
      'verify',
    ]),
    counter: bits.slice(2 * keyBytes),
  };
}

/** The whole of the counter counts up. */
export const counterMode = ({ counter }: VaultKeys) => ({
  name: 'AES-CTR',
  counter,
  length: counterBytes * 8,
});

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** A secret as the database has it. */
export type Sealed = { readonly keyId: string; readonly text: string };

export type Unsealed =
  | { readonly kind: 'open'; readonly text: string }
  /** Its key is not here. */
  | { readonly kind: 'locked' }
  /** It was changed, or put in another's place. */
  | { readonly kind: 'damaged' };

export const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * The keys that secrets in the database are sealed with. They are never in the database; which of them is in use, the
 * database says (features/secrets/secret-store.ts). AES-256-GCM, bound to the place of the secret, so that who writes to
 * the database cannot have one machine served the secret of another.
 */
export class Keyring {
  #keys: ReadonlyMap<string, Buffer>;

  constructor(keys: readonly Buffer[] = []) {
    this.#keys = byId(keys);
  }

  replace(keys: readonly Buffer[]): void {
    this.#keys = byId(keys);
  }

  /** What the next rotation seals with; undefined: there is no key. */
  get firstId(): string | undefined {
    return this.#keys.keys().next().value;
  }

  has(keyId: string): boolean {
    return this.#keys.has(keyId);
  }

  /**
   * What makes texts comparable for whoever has the key, and tells nobody else what they say.
   * @param purpose what it is for: the same text gives something else for each
   */
  signer(keyId: string, purpose: string): (text: string) => string {
    const key = this.#keys.get(keyId);
    if (key === undefined) throw new Error(`Signing ${purpose}: the key ${keyId} is not here.`);
    const own = createHmac('sha256', key).update(`netberth: ${purpose}`).digest();
    return (text) => createHmac('sha256', own).update(text).digest('hex');
  }

  seal(text: string, place: string, keyId: string): Sealed {
    const key = this.#keys.get(keyId);
    if (key === undefined) throw new Error(`Sealing a secret: the key ${keyId} is not here.`);
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return { keyId, text: sealed.toString('base64') };
  }

  open({ keyId, text }: Sealed, place: string): Unsealed {
    const key = this.#keys.get(keyId);
    if (key === undefined) return { kind: 'locked' };
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length < nonceBytes + tagBytes) return { kind: 'damaged' };
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
      .setAAD(Buffer.from(place))
      .setAuthTag(bytes.subarray(-tagBytes));
    const content = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
    try {
      return { kind: 'open', text: Buffer.concat([content, decipher.final()]).toString() };
    } catch (error) {
      // What it throws when the tag does not fit has no code of its own.
      if (error instanceof Error) return { kind: 'damaged' };
      throw error;
    }
  }
}

/** Names a key and tells nothing of it. */
export function keyIdOf(key: Buffer): string {
  return createHmac('sha256', key).update('netberth: the name of a key').digest('hex').slice(0, 16);
}

function byId(keys: readonly Buffer[]): ReadonlyMap<string, Buffer> {
  return new Map(keys.map((key) => [keyIdOf(key), key]));
}

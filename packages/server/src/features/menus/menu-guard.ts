import type { Product } from '@netberth/catalogue';
import type { Database } from '../../database/work.ts';
import type { MenuConfig } from '../../config/config.ts';
import { protectedProfile } from '../catalogue/menu-content.ts';
import { giveBackAttempt, takeAttempt } from '../access/limit-attempts.ts';
import { isPassword } from '../access/password.ts';

export type Admission =
  | { readonly kind: 'admitted' }
  /** Nobody has given a password yet. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'blocked'; readonly retryAfterMs: number };

/** Keeps what the setting `menu.protected` names for those who know one of `menu.passwords`. */
export class MenuGuard {
  readonly #database: Database;
  readonly #config: Pick<MenuConfig, 'protected' | 'passwords'>;

  constructor(database: Database, config: Pick<MenuConfig, 'protected' | 'passwords'>) {
    this.#database = database;
    this.#config = config;
  }

  guards({ id, section }: Pick<Product, 'id' | 'section'>): boolean {
    return this.#config.protected.some((name) => name === id || name === section);
  }

  /** Is this profile of the first page kept? */
  guardsProfile(name: string): boolean {
    return this.#config.protected.includes(protectedProfile(name));
  }

  /** @param authorization the header of that name: `Basic …` (RFC 7617) */
  async admit(authorization: string | undefined, address: string): Promise<Admission> {
    const encoded = /^Basic ([A-Za-z0-9+/=]{1,1000})$/i.exec(authorization ?? '')?.[1];
    if (encoded === undefined) return { kind: 'unknown' };
    const [name = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
    const attempt = await this.#database.write(() => takeAttempt(`menu ${name}`, address));
    if (attempt.kind === 'blocked') return attempt;
    const known = this.#config.passwords.find((each) => each.startsWith(`${name}:`));
    if (!(await isPassword(rest.join(':'), known?.slice(name.length + 1) ?? null))) return { kind: 'wrong' };
    await this.#database.write(() => giveBackAttempt(attempt));
    return { kind: 'admitted' };
  }
}

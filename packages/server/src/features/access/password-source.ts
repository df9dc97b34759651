import type { Database } from '../../database/work.ts';
import { isPassword } from './password.ts';
import { parseUserName } from './user-record.ts';
import type { UserSource } from './user-record.ts';
import { findUserNamed } from './user-store.ts';

/** Who somebody has proved to be. */
export type Proven = {
  readonly source: UserSource;
  /** In lower case. */
  readonly name: string;
  /** Of the directory; empty for a local account. */
  readonly groups: readonly string[];
};

export type Verdict =
  | { readonly kind: 'right'; readonly proven: Proven }
  /** Also when there is no such user: nobody is told which. */
  | {
      readonly kind: 'wrong';
      /** For the log alone: to whom it belongs, and what the source says of it to any password. */
      readonly known?: { readonly name: string; readonly why: string };
    }
  /** Who they are is beyond doubt, but the account is not to be used: `it is disabled`. */
  | { readonly kind: 'refused'; readonly name: string; readonly why: string }
  | { readonly kind: 'unreachable'; readonly why: string };

/** Something that can tell whether a password is right: the local accounts, a directory. */
export type PasswordSource = {
  readonly label: string;
  readonly check: (name: string, password: string) => Promise<Verdict>;
};

/** Local accounts first; names that are none of them are asked for in the directory. */
export function passwordSource(database: Database, directory?: PasswordSource): PasswordSource {
  return {
    label: directory?.label ?? 'Password',
    check: async (name, password) => {
      const local = await database.read(() => findUserNamed({ source: 'local', name: localName(name) }));
      if (!local && directory) return await directory.check(name, password);
      if (!(await isPassword(password, local?.passwordHash ?? null)) || !local) return { kind: 'wrong' };
      if (local.disabled) return { kind: 'refused', name: local.name, why: 'it is disabled' };
      return { kind: 'right', proven: { source: 'local', name: local.name, groups: [] } };
    },
  };
}

function localName(name: string): string {
  return parseUserName(name).source === 'local' ? name.toLowerCase() : '';
}

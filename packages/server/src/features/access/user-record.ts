/** Somebody who signs in. */
export type UserRecord = {
  readonly id: number;
  readonly source: UserSource;
  /** In lower case; of a local account without a colon. */
  readonly name: string;
  readonly passwordHash: string | null;
  /** `operator`, `operator@site=berlin` */
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly disabled: boolean;
  readonly createdAtMs: number;
  readonly signedInAtMs: number | null;
  readonly checkedAtMs: number | null;
};

export type UserSource = 'local' | 'directory' | 'oidc';

/** As audit records and lists name a user: `ada`, `directory:ada`. */
export function userName({ source, name }: Pick<UserRecord, 'source' | 'name'>): string {
  return source === 'local' ? name : `${source}:${name}`;
}

/** The other way round; what has no known source before a colon is a local account. */
export function parseUserName(text: string): Pick<UserRecord, 'source' | 'name'> {
  const [, source, rest] = /^(directory|oidc):(.+)$/su.exec(text) ?? [];
  return source === undefined || rest === undefined
    ? { source: 'local', name: text.toLowerCase() }
    : { source: source as UserSource, name: rest.toLowerCase() };
}

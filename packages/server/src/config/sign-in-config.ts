import type { CompleteValues } from './setting-values.ts';
import type { Secret } from './secret.ts';

export type SignInConfig = {
  /** Of whoever uses the socket: `administrator`, `operator@site=berlin`. */
  readonly localRoles: readonly string[];
  readonly session: { readonly idleMs: number; readonly lifeMs: number };
  readonly directory: DirectoryConfig | null;
  readonly oidc: OidcConfig | null;
};

export type OidcConfig = {
  readonly issuer: string;
  readonly clientId: string;
  /** Empty: a public client. */
  readonly clientSecret: Secret;
  readonly scopes: string;
  readonly nameClaim: string;
  readonly groupsClaim: string;
  readonly label: string;
  /** Origin without a slash at its end; null: as the browser asked. */
  readonly adminUrl: string | null;
};

export type DirectoryConfig = {
  readonly urls: readonly string[];
  readonly kind: 'active-directory' | 'openldap';
  readonly base: string;
  /** A PEM file; null: the system's. */
  readonly caFile: string | null;
  /** The account that may read; null: everybody is looked up as themselves. */
  readonly bind: { readonly dn: string; readonly password: Secret } | null;
  readonly domain: string | null;
  readonly label: string;
  readonly recheckMs: number;
};

export function assembleSignIn(values: CompleteValues): SignInConfig {
  return {
    localRoles: Object.freeze(values.localRoles),
    session: Object.freeze({ idleMs: values.sessionIdle, lifeMs: values.sessionLife }),
    directory: directoryOf(values),
    oidc: oidcOf(values),
  };
}

function directoryOf(values: CompleteValues): DirectoryConfig | null {
  if (values['directory.urls'].length === 0) return null;
  const dn = values['directory.bindDn'];
  return Object.freeze({
    urls: Object.freeze(values['directory.urls']),
    kind: values['directory.kind'],
    base: values['directory.base'],
    caFile: values['directory.ca'] || null,
    bind: dn === '' ? null : Object.freeze({ dn, password: values['directory.bindPassword'] }),
    domain: values['directory.domain'] || null,
    label: values['directory.label'],
    recheckMs: values['directory.recheck'],
  });
}

function oidcOf(values: CompleteValues): OidcConfig | null {
  if (values['oidc.issuer'] === '') return null;
  return Object.freeze({
    issuer: values['oidc.issuer'],
    clientId: values['oidc.clientId'],
    clientSecret: values['oidc.clientSecret'],
    scopes: values['oidc.scopes'],
    nameClaim: values['oidc.nameClaim'],
    groupsClaim: values['oidc.groupsClaim'],
    label: values['oidc.label'],
    adminUrl: values['oidc.adminUrl'] || null,
  });
}

/** What is wrong between these settings. */
export function crossCheckSignIn({ directory, oidc }: SignInConfig): readonly string[] {
  const problems: string[] = [];
  if (oidc?.clientId === '')
    problems.push('oidc.clientId: is missing; wanted with oidc.issuer: the client ID that the provider gave');
  if (directory && !/^[A-Za-z][\w.-]*=/.test(directory.base))
    problems.push('directory.base: is missing; wanted with directory.urls: a DN like DC=example,DC=org');
  if (directory?.bind?.password.reveal() === '')
    problems.push('directory.bindPassword: is missing; wanted: the password of directory.bindDn');
  return problems;
}

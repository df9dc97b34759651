import type { Auth, Domain, Named, Scope } from '../cloud/cloud.ts';

/** The body of `POST /v3/auth/tokens` (Identity API v3, "Authentication and token management"). */
export function tokenRequest(auth: Auth): unknown {
  switch (auth.method) {
    case 'password':
      return authBody('password', { user: { ...named(auth.user), password: auth.password } }, auth.scope);
    case 'token':
      return authBody('token', { id: auth.token }, auth.scope);
    case 'application-credential': {
      const { credential, secret } = auth;
      const which = 'id' in credential ? credential : { name: credential.name, user: named(credential.user) };
      // It has its scope within itself; to name one is refused.
      return authBody('application_credential', { ...which, secret }, { kind: 'none' });
    }
  }
}

function authBody(method: string, identity: unknown, scope: Scope): unknown {
  const scoped = scope.kind === 'none' ? {} : { scope: scopeBody(scope) };
  return { auth: { identity: { methods: [method], [method]: identity }, ...scoped } };
}

function scopeBody(scope: Exclude<Scope, { kind: 'none' }>): unknown {
  switch (scope.kind) {
    case 'project':
      return { project: named(scope.project) };
    case 'domain':
      return { domain: domain(scope.domain) };
    case 'system':
      return { system: { all: true } };
  }
}

function named(one: Named): Record<string, unknown> {
  return 'id' in one ? { id: one.id } : { name: one.name, domain: domain(one.domain) };
}

function domain(one: Domain): Record<string, string> {
  return 'id' in one ? { id: one.id } : { name: one.name };
}

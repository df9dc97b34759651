import type { Auth, Domain, Named, Scope } from './cloud.ts';

/** Reads one value of `auth:`; null: it is not there. */
type Word = (key: string) => string | null;

/** Who we are, of the words of `auth:`. Adds to `problems` what is missing. */
export function parseAuth(type: string | null, word: Word, problems: string[]): Auth | null {
  const method = methodOf(type, word);
  switch (method) {
    case 'password':
      return parsePassword(word, problems);
    case 'application-credential':
      return parseApplicationCredential(word, problems);
    case 'token':
      return parseToken(word, problems);
    case null:
      problems.push(
        `auth_type is "${type}": password, v3applicationcredential and token are understood here`,
      );
      return null;
  }
}

function methodOf(type: string | null, word: Word): Auth['method'] | null {
  if (type === null)
    return word('application_credential_secret') === null ? 'password' : 'application-credential';
  if (type === 'password' || type === 'v3password') return 'password';
  if (type === 'v3applicationcredential') return 'application-credential';
  return type === 'token' || type === 'v3token' ? 'token' : null;
}

function parsePassword(word: Word, problems: string[]): Auth {
  const user = parseUser(word);
  if (user === null) problems.push('username (or user_id) is missing');
  const password = word('password');
  if (password === null) problems.push('password is missing: write it into secure.yaml, or set OS_PASSWORD');
  return { method: 'password', user: user ?? { id: '' }, password: password ?? '', scope: parseScope(word) };
}

function parseApplicationCredential(word: Word, problems: string[]): Auth {
  const id = word('application_credential_id');
  const name = word('application_credential_name');
  const user = parseUser(word);
  const secret = word('application_credential_secret');
  if (secret === null) problems.push('application_credential_secret is missing');
  const method = 'application-credential';
  if (id !== null) return { method, credential: { id }, secret: secret ?? '' };
  if (name === null) problems.push('application_credential_id is missing');
  else if (user === null) problems.push('application_credential_name needs its user: username, or user_id');
  return { method, credential: { name: name ?? '', user: user ?? { id: '' } }, secret: secret ?? '' };
}

function parseToken(word: Word, problems: string[]): Auth {
  const token = word('token');
  if (token === null) problems.push('token is missing');
  return { method: 'token', token: token ?? '', scope: parseScope(word) };
}

function parseUser(word: Word): Named | null {
  const id = word('user_id');
  if (id !== null) return { id };
  const name = word('username') ?? word('user_name');
  return name === null ? null : { name, domain: parseDomain(word, 'user_domain') };
}

function parseScope(word: Word): Scope {
  const id = word('project_id') ?? word('tenant_id');
  if (id !== null) return { kind: 'project', project: { id } };
  const name = word('project_name') ?? word('tenant_name');
  if (name !== null)
    return { kind: 'project', project: { name, domain: parseDomain(word, 'project_domain') } };
  const domainId = word('domain_id');
  if (domainId !== null) return { kind: 'domain', domain: { id: domainId } };
  const domainName = word('domain_name');
  if (domainName !== null) return { kind: 'domain', domain: { name: domainName } };
  return word('system_scope') === null ? { kind: 'none' } : { kind: 'system' };
}

function parseDomain(word: Word, which: 'user_domain' | 'project_domain'): Domain {
  const id = word(`${which}_id`);
  if (id !== null) return { id };
  const name = word(`${which}_name`) ?? word('domain_name') ?? word('default_domain_name');
  if (name !== null) return { name };
  return { id: word('domain_id') ?? word('default_domain_id') ?? word('default_domain') ?? 'default' };
}

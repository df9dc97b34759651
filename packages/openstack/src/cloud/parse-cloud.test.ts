import { expect, test } from 'vitest';
import { parseCloud } from './parse-cloud.ts';

function parse(said: Record<string, unknown>) {
  return parseCloud({ name: 'mine', region: null, said });
}

const auth = {
  auth_url: 'https://a:5000/',
  username: 'me',
  password: 'pw',
  project_name: 'p',
  user_domain_name: 'D',
};

test('a password, with domains where they are said and "default" where not', () => {
  expect(parse({ auth, verify: false, cacert: '/ca.pem', image_endpoint_override: 'https://i' })).toEqual({
    name: 'mine',
    authUrl: 'https://a:5000/v3',
    auth: {
      method: 'password',
      user: { name: 'me', domain: { name: 'D' } },
      password: 'pw',
      scope: { kind: 'project', project: { name: 'p', domain: { id: 'default' } } },
    },
    region: null,
    interface: 'public',
    endpoints: { image: 'https://i' },
    tls: { caFile: '/ca.pem', certFile: null, keyFile: null, isVerified: false },
  });
});

test('an application credential needs neither user nor project', () => {
  const said = {
    auth_type: 'v3applicationcredential',
    auth: { auth_url: 'https://a/v3', application_credential_id: 'i', application_credential_secret: 's' },
  };
  expect(parse(said).auth).toEqual({
    method: 'application-credential',
    credential: { id: 'i' },
    secret: 's',
  });
});

test('an Identity v2.0 URL is refused with the URL to write', () => {
  expect(() => parse({ auth: { ...auth, auth_url: 'https://a:5000/v2.0' } })).toThrow(
    'auth_url "https://a:5000/v2.0" names Identity v2, which OpenStack gave up in 2018: write https://a:5000/v3',
  );
});

test('everything that is missing is named at once', () => {
  expect(() => parse({ interface: 'outside' })).toThrow(`The cloud "mine" cannot be used:
  auth_url is missing: the http(s) URL of Identity, as https://cloud.example:5000/v3
  username (or user_id) is missing
  password is missing: write it into secure.yaml, or set OS_PASSWORD
  interface is "outside": one of public, internal, admin`);
});

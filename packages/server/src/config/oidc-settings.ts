import { z } from 'zod';
import { Secret } from './secret.ts';
import type { Setting } from './setting.ts';

const textSchema = z.string('is not a text').trim();
const issuerSchema = textSchema.refine((text) => text === '' || isIssuer(text), 'is not a URL with https:');
const originSchema = textSchema.refine(
  (text) => text === '' || /^https?:\/\/[^/?#]+$/.test(text),
  'is not http://HOST or https://HOST and nothing more',
);

/** Plain HTTP only where nobody is between. */
function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.search !== '' || url.hash !== '') return false;
  return (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname))
  );
}

const group = 'Signing in';

/** Single sign-on by OpenID Connect. */
export const oidcSettings = {
  'oidc.issuer': {
    schema: issuerSchema,
    preset: '',
    group,
    help: 'an OpenID Connect provider, for single sign-on; empty: none',
    placeholder: 'URL',
    wanted: 'a URL like https://login.example.org/realms/main',
  },
  'oidc.clientId': {
    schema: textSchema,
    preset: '',
    group,
    help: 'by what name the provider knows this server',
    placeholder: 'TEXT',
    wanted: 'the client ID that the provider gave',
  },
  'oidc.clientSecret': {
    schema: z.string('is not a text').transform((text) => new Secret(text)),
    preset: '',
    group,
    help: 'its secret; better in the environment or the file than on a command line; empty: a public client',
    placeholder: 'TEXT',
    wanted: 'the client secret that the provider gave',
    isSecret: true,
  },
  'oidc.scopes': {
    schema: textSchema,
    preset: 'openid profile',
    group,
    help: 'what is asked for; some providers give groups only with a scope of its own',
    placeholder: 'TEXT',
    wanted: 'scopes with blanks between, openid among them',
  },
  'oidc.nameClaim': {
    schema: textSchema,
    preset: 'preferred_username',
    group,
    help: 'the claim that names somebody; one that people cannot choose themselves',
    placeholder: 'CLAIM',
    wanted: 'a claim like preferred_username, email or sub',
  },
  'oidc.groupsClaim': {
    schema: textSchema,
    preset: 'groups',
    group,
    help: 'the claim with the groups that roles are given to: netberth group set --source oidc',
    placeholder: 'CLAIM',
    wanted: 'a claim like groups or roles',
  },
  'oidc.label': {
    schema: textSchema,
    preset: 'Single sign-on',
    group,
    help: 'what it is called on the page where people sign in',
    placeholder: 'TEXT',
    wanted: 'a short name',
  },
  'oidc.adminUrl': {
    schema: originSchema,
    preset: '',
    group,
    help: 'how browsers reach console and API, where that is not how they asked (a proxy); the provider must know this URL with /api/v1/session/oidc/callback behind it',
    placeholder: 'URL',
    wanted: 'a URL like https://boot.example',
  },
} as const satisfies Readonly<Record<string, Setting>>;

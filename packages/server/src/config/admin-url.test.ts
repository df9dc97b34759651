import { expect, test } from 'vitest';
import { adminUrlOf } from './admin-url.ts';

const known = {
  adminListen: { host: '127.0.0.1', port: 9443 },
  adminHosts: [],
  tls: { kind: 'plain' },
  signIn: { oidc: null },
} as const;
const self = { tls: { kind: 'self-made' } } as const;

test.each([
  ['the address that it listens on', known, 'http://127.0.0.1:9443'],
  ['an IPv6 address in brackets', { ...known, adminListen: { host: '::1', port: 81 } }, 'http://[::1]:81'],
  [
    'of all addresses the name that people use',
    { ...known, ...self, adminListen: { host: '::', port: 8443 }, adminHosts: ['boot.example'] },
    'https://boot.example:8443',
  ],
  [
    'the port that stands beside that name',
    { ...known, ...self, adminListen: { host: '0.0.0.0', port: 8443 }, adminHosts: ['boot.example:443'] },
    'https://boot.example:443',
  ],
  [
    'SERVER where nobody has said a name',
    { ...known, ...self, adminListen: { host: '::', port: 8443 } },
    'https://SERVER:8443',
  ],
  [
    'what a proxy makes of it',
    { ...known, signIn: { oidc: { adminUrl: 'https://boot.example' } } },
    'https://boot.example',
  ],
])('the admin plane is named by %s', (_, config, url) => {
  expect(adminUrlOf(config)).toBe(url);
});

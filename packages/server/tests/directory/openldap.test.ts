import { directoryCheck, groupSet } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../harness/browser.ts';
import { TestApp } from '../harness/start-app.ts';
import { openldapBase, startOpenldap } from './servers/openldap-server.ts';
import { makeCertificates } from './servers/test-certificates.ts';
import type { TestCertificates } from './servers/test-certificates.ts';

describe('OpenLDAP', () => {
  let certificates: TestCertificates;
  let server: Awaited<ReturnType<typeof startOpenldap>>;
  let app: TestApp;
  beforeAll(async () => {
    certificates = await makeCertificates();
    server = await startOpenldap(certificates);
    app = await TestApp.start({
      'directory-urls': server.url,
      'directory-kind': 'openldap',
      'directory-base': openldapBase,
      'directory-ca': certificates.ca,
      'directory-bind-dn': `cn=reader,${openldapBase}`,
      'directory-bind-password': 'reader-password',
    });
    await app.run(groupSet, { group: `cn=Outer,${openldapBase}`, roles: ['operator'] });
  });
  afterAll(async () => {
    await app.stop();
    await server.stop();
    certificates.remove();
  });

  test('lets people in by uid, mail address and DN, with the roles of groups in groups, even in a ring', async () => {
    for (const name of ['ada', 'ada@example.test', `uid=ada,ou=people,${openldapBase}`]) {
      const { actor, roles } = await (await app.signIn(name, 'ada-password')).session();
      expect([name, actor, roles]).toEqual([name, 'directory:ada', ['operator']]);
    }
  });

  test('takes every character of a name for itself', async () => {
    const browser = () => new Browser((question) => app.askAdmin(question));
    for (const name of ['*', 'a*', 'ada)(uid=*', '(', 'a*b*'])
      expect((await browser().signIn(name, 'star-password', '127.0.0.2')).status).toBe(401);
    const { person } = await app.run(directoryCheck, { user: 'a*b(c)\\' });
    expect(person).toMatchObject({ name: 'a*b(c)\\', groups: [] });
    expect((await browser().signIn('a*b(c)\\', 'star-password', '127.0.0.2')).status).toBe(403);
  });

  test('gets no password in the clear: without StartTLS this server would refuse it', async () => {
    expect(await app.run(directoryCheck, {})).toMatchObject({ ok: true });
  });
});

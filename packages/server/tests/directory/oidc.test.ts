import { auditList, groupSet, machineList, userPassword, userSet } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestApp } from '../harness/start-app.ts';
import { oidcClientId, oidcClientSecret, OidcServer } from './servers/oidc-server.ts';

const people = new Map<string, Readonly<Record<string, unknown>>>([
  ['1', { preferred_username: 'Ada', groups: ['boot-operators', 'others'] }],
  ['2', { preferred_username: 'bob', groups: 'boot-admins' }],
  ['3', { preferred_username: 'carol', groups: [] }],
  ['4', { groups: ['boot-operators'] }],
]);

type Page = { readonly status: number; readonly text: string; readonly url: string };

/** A browser: goes where it is sent, and keeps the cookies of each host. */
class Tab {
  readonly #cookies = new Map<string, Map<string, string>>();
  readonly answers: Page[] = [];

  async open(url: string): Promise<Page> {
    let next = url;
    for (let hops = 0; hops < 12; hops++) {
      const { host } = new URL(next);
      const jar = this.#cookies.get(host) ?? new Map<string, string>();
      this.#cookies.set(host, jar);
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(next, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
        else jar.set(name, value);
      }
      const page = { status: answer.status, text: await answer.text(), url: next };
      this.answers.push(page);
      const { location } = Object.fromEntries(answer.headers);
      if (location === undefined) return page;
      next = new URL(location, next).href;
    }
    throw new Error('it is sent on and on');
  }

  cookiesOf(url: string): ReadonlyMap<string, string> {
    return this.#cookies.get(new URL(url).host) ?? new Map();
  }
}

describe('single sign-on by OpenID Connect', () => {
  let server: OidcServer;
  let app: TestApp;
  beforeAll(async () => {
    server = new OidcServer(people);
    await server.listen();
    app = await TestApp.start({
      'oidc-issuer': server.issuer,
      'oidc-client-id': oidcClientId,
      'oidc-client-secret': oidcClientSecret,
      'oidc-label': 'Example login',
    });
    server.serve(`${app.adminUrl}/api/v1/session/oidc/callback`);
    await app.run(groupSet, { group: 'boot-operators', roles: ['operator'], source: 'oidc' });
    await app.run(groupSet, { group: 'boot-admins', roles: ['administrator'], source: 'oidc' });
  });
  afterAll(async () => {
    await app.stop();
    await server.stop();
  });

  async function signIn(person: string | null): Promise<{ tab: Tab; page: Page }> {
    server.person = person;
    const tab = new Tab();
    return { tab, page: await tab.open(`${app.adminUrl}/api/v1/session/oidc`) };
  }
  const sessionOf = async (tab: Tab) =>
    JSON.parse((await tab.open(`${app.adminUrl}/api/v1/session`)).text) as unknown;
  const newest = async () => (await app.run(auditList, { newestFirst: true, limit: 1 })).records[0];

  test('is offered where people sign in', async () => {
    expect(JSON.parse((await app.askAdmin('/api/v1/session/providers')).text)).toEqual([
      { id: 'password', kind: 'password', label: 'Password', href: null },
      { id: 'oidc', kind: 'oidc', label: 'Example login', href: '/api/v1/session/oidc' },
    ]);
  });

  test('lets people in with the roles of their groups, as the same account each time', async () => {
    const { tab, page } = await signIn('1');
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('Signed in')]);
    expect(await sessionOf(tab)).toMatchObject({ actor: 'oidc:ada', roles: ['operator'] });
    expect(await newest()).toMatchObject({ actor: 'oidc:ada', command: 'session.start' });
    const bob = await signIn('2');
    expect(await sessionOf(bob.tab)).toMatchObject({ actor: 'oidc:bob', roles: ['administrator'] });
    const list = await bob.tab.open(`${app.adminUrl}/api/v1${machineList.http.path}`);
    expect(list.status).toBe(200);
  });

  test('somebody without a role, or without a name, is told so', async () => {
    const { page } = await signIn('3');
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('NB3041')]);
    const nameless = await signIn('4');
    expect([nameless.page.status, nameless.page.text]).toEqual([
      401,
      expect.stringContaining('the provider does not say &quot;preferred_username&quot;'),
    ]);
  });

  test('who refuses there is told what the provider says, and it is recorded', async () => {
    const { page } = await signIn(null);
    expect([page.status, page.text]).toEqual([
      401,
      expect.stringContaining('the provider says access_denied (they said no)'),
    ]);
    expect(page.text).toContain('NB3122');
    expect(await newest()).toMatchObject({ actor: 'nobody', command: 'session.refuse' });
  });

  test('a way back is good once, for the browser that left, and for no other answer', async () => {
    const { tab } = await signIn('1');
    const back = tab.answers.find(({ url }) => url.includes('/callback?'))?.url ?? '';
    expect((await tab.open(back)).text).toContain('NB3121');
    expect((await new Tab().open(back)).text).toContain('NB3121');

    server.person = '1';
    const other = new Tab();
    const left = new URL(`${app.adminUrl}/api/v1/session/oidc`);
    await fetch(left, { redirect: 'manual' }).then((answer) => answer.text());
    await other.open(left.href);
    const forged = new URL(back);
    forged.searchParams.set('state', 'another');
    expect((await other.open(forged.href)).text).toContain('NB3121');
  });

  test('its password is changed where it is, not here', async () => {
    await signIn('1');
    expect(await app.refusal(userPassword, { user: 'oidc:ada' })).toBe(
      'NB3052 the password of oidc:ada is not kept here. Change it where the account is: in the directory, or at the provider of single sign-on.',
    );
  });

  test('an account that is disabled here stays out, whatever the provider says', async () => {
    await signIn('1');
    await app.run(userSet, { user: 'oidc:ada', disabled: true });
    const { page } = await signIn('1');
    expect([page.status, page.text]).toEqual([403, expect.stringContaining('it is disabled')]);
    await app.run(userSet, { user: 'oidc:ada', disabled: false });
  });

  test('a provider that is down is told as what it is, and local accounts sign in meanwhile', async () => {
    const alone = await TestApp.start({ 'oidc-issuer': 'http://127.0.0.1:9', 'oidc-client-id': 'x' });
    const page = await new Tab().open(`${alone.adminUrl}/api/v1/session/oidc`);
    expect([page.status, page.text]).toEqual([503, expect.stringContaining('NB3120')]);
    expect((await alone.signIn('admin', alone.administratorPassword)).cookie).not.toBe('');
    await alone.stop();
  });
});

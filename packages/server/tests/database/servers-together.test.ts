import { createHmac } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  configurationApply,
  configurationPlan,
  machineAdd,
  machineGrant,
  menuEntrySet,
  powerConfigure,
  powerOn,
  powerOrders,
  profileReceived,
  profileShow,
  settingsSet,
  tokenCreate,
  tokenRevoke,
  userAdd,
} from '@netberth/api';
import type { Overview } from '@netberth/api';
import type { CommandDefinition, OutputOf } from '@netberth/api';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { connectDatabase } from '../../src/database/open-database.ts';
import { migrations } from '../../src/database/migrate.ts';
import type { Migration } from '../../src/database/migration.ts';
import type { Tables } from '../../src/database/tables.ts';
import { Browser } from '../harness/browser.ts';
import { HookDouble } from '../harness/hook-double.ts';
import { installer, tarOf } from '../harness/images.ts';
import { overviewsIn } from '../harness/overviews-in.ts';
import { profileIn } from '../harness/read-script.ts';
import { ServerProcess } from '../harness/server-process.ts';
import { questionOf, TestApp } from '../harness/start-app.ts';
import type { Flags } from '../harness/start-app.ts';
import { forEachDatabaseServer } from './for-each-database.ts';

const hookSecret = 'a secret of the tests';
const soon = { timeout: 30_000, interval: 100 };

/** Two servers, each with a data folder of its own, on one database; a third one was there before and was killed. */
forEachDatabaseServer((_name, _open, makeEmpty) => {
  let url: string;
  let [first, second]: TestApp[] = [];
  let hook: HookDouble;
  let folder: string;
  const [a, b] = [() => running(first), () => running(second)];

  beforeAll(async () => {
    url = await makeEmpty();
    hook = await HookDouble.start();
    folder = mkdtempSync(join(tmpdir(), 'netberth-together-'));
    const flags: Flags = {
      database: url,
      'files-place': join(folder, 'files'),
      'secrets-key-file': join(folder, 'secrets.key'),
      'power-hooks': `plugs=${hook.url}`,
      'power-allow-loopback': 'true',
      'channels-repository': 'https://git.test/menus',
      'channels-hook-secret': hookSecret,
      'new-machines-per-minute': '3',
    };
    await beginAndDie(flags);
    [first, second] = await Promise.all([TestApp.start(flags), TestApp.start(flags)]);
  });
  afterAll(async () => {
    for (const app of [first, second]) await app?.stop();
    hook.stop();
    rmSync(folder, { recursive: true });
  });

  /** A server that is killed while it switches machine 1 on, and has still to switch machine 2. */
  async function beginAndDie(flags: Flags): Promise<void> {
    const third = await ServerProcess.start(join(folder, 'third'), flags);
    const run = async <Definition extends CommandDefinition>(definition: Definition, input: object) => {
      const { text } = await third.socket.ask(questionOf(definition, input));
      return JSON.parse(text) as OutputOf<Definition>;
    };
    for (const last of [1, 2]) {
      const { id } = await run(machineAdd, { macs: [`52:54:00:ee:00:0${last}`] });
      await run(powerConfigure, { machine: String(id), driver: 'hook', hook: 'plugs' });
    }
    hook.isSilent = true;
    await run(powerOn, { machine: '1' });
    await vi.waitFor(() => expect(hook.told).toEqual(['on 1']), soon);
    await run(powerOn, { machine: '1' });
    await third.kill('SIGKILL');
    hook.isSilent = false;
  }

  /** So much time passes for the leases in the database. */
  async function pass(milliseconds: number): Promise<void> {
    const earlier = sql`update power_orders set due_at_ms = due_at_ms - ${milliseconds} where status = 'running'`;
    await inDatabase(url, (query) => earlier.execute(query));
  }

  it('has another server go on with what a killed one was doing', async () => {
    await pass(30_000);
    expect(hook.told).toEqual(['on 1']);
    await pass(30_000);
    await expect
      .poll(async () => {
        const { orders } = await a().run(powerOrders, { of: '1' });
        return orders.toReversed().map(({ status, why }) => `${status} ${why ?? ''}`);
      }, soon)
      .toEqual(['done is on', 'done was on already']);
    expect(hook.told).toEqual(['on 1', 'on 1']);
  });

  it('takes at one server the session that began at the other, until it ends', async () => {
    const { password } = await b().run(userAdd, { name: 'ada', roles: ['administrator'] });
    const browser = await a().signIn('ada', password);
    const question = { path: '/api/v1/session', headers: { cookie: browser.cookie } };
    expect((await b().askAdmin(question)).status).toBe(200);
    const body = JSON.stringify({ macs: ['52:54:00:ee:00:03'], hostname: 'by-session' });
    const headers = {
      ...question.headers,
      'x-netberth-csrf': browser.csrf,
      'content-type': 'application/json',
    };
    const added = await b().askAdmin({ method: 'POST', path: '/api/v1/machines', headers, body });
    expect([added.status, added.text]).toEqual([200, expect.stringContaining('by-session')]);
    await browser.ask({ method: 'DELETE', path: '/api/v1/session' });
    expect((await b().askAdmin(question)).status).toBe(401);
  });

  it('refuses at one server at once the token that was revoked at the other', async () => {
    const { token, id } = await a().run(tokenCreate, { name: 'ci', permissions: ['machine:read'] });
    const ask = () =>
      b().askAdmin({ path: '/api/v1/machines', headers: { authorization: `Bearer ${token}` } });
    expect((await ask()).status).toBe(200);
    await a().run(tokenRevoke, { id });
    expect((await ask()).status).toBe(401);
  });

  it('installs a machine that is granted, boots, fetches and finishes at whichever server it asks', async () => {
    await a().import('image1', installer);
    const { id } = await a().run(machineAdd, { macs: ['52:54:00:ee:00:04'] });
    await a().run(machineGrant, { machine: String(id), profiles: ['image1'] });
    const { script, bootId } = await b().boot({ net0: '52:54:00:ee:00:04' });
    expect(profileIn(script)).toBe('image1');
    expect((await a().ask(`/config/${id}/${bootId}/answer.yaml`)).text).toBe(`machine: ${id}\n`);
    expect(await b().stateOf({ id })).toBe('installing');
    // It has started: whoever it asks now, it is not installed once more.
    expect(profileIn((await b().boot({ net0: '52:54:00:ee:00:04' })).script)).toBeNull();
    const finished = await b().call('/finish', { id }, bootId);
    expect(await a().call('/finish', { id }, bootId)).toMatchObject({ status: 200, text: finished.text });
    expect(await a().stateOf({ id })).toBe('finished');
  });

  it('serves at one server the image that was imported at the other, and leaves what is just arriving', async () => {
    expect((await b().ask('/images/image1/vmlinuz')).text).toBe('the kernel');
    const arriving = join(folder, 'files', 'images', 'image2-0a1b2c3d');
    mkdirSync(arriving);
    await b().restart();
    expect(existsSync(arriving)).toBe(true);
  });

  it('goes on at one server with an upload that has arrived at the other', async () => {
    const tar = await tarOf(installer);
    const resume = 'upload-of-image1';
    // It is there already: what was sent is kept, for when one says to replace it.
    expect((await a().upload('image1', tar, { resume, offset: 0 })).status).toBe(409);
    expect(await b().run(profileReceived, { name: 'image1', resume })).toEqual({ receivedBytes: tar.length });
    const rest = { resume, offset: tar.length, replace: true };
    expect((await b().upload('image1', tar.subarray(tar.length), rest)).status).toBe(200);
    expect((await a().ask('/images/image1/vmlinuz')).text).toBe('the kernel');
  });

  it('has at one server the entry of the menu that was written at the other', async () => {
    const entry =
      'name: Site Linux\nhomepage: https://site.test\nsection: linux\nnet: none\nmirrors: http://files.test\narch: { x86_64: x86_64 }\n';
    const document = `${entry}boot: [{ method: linux, kernel: '{mirror}/kernel' }]\n`;
    await a().run(menuEntrySet, { file: 'site-linux.yaml', document });
    const linux = async () => (await b().ask('/menu/sections/linux.ipxe?firmware=bios&arch=x86_64')).text;
    await expect.poll(linux, soon).toContain('Site Linux');
  });

  it('tells a console that looks at one server what happens at the other', async () => {
    const { token } = await b().run(tokenCreate, { name: 'wall', permissions: ['machine:read'] });
    const controller = new AbortController();
    const headers = { authorization: `Bearer ${token}` };
    const stream = await fetch(`${b().adminUrl}/api/v1/overview/stream`, {
      headers,
      signal: controller.signal,
    });
    const overviews = overviewsIn(stream);
    const machines = async () => ((await overviews.next()).value as Overview | undefined)?.machines ?? 0;
    const before = await machines();
    await a().run(machineAdd, { macs: ['52:54:00:ee:00:05'] });
    expect(await machines()).toBe(before + 1);
    controller.abort();
  });

  it('holds at one server to a setting that was changed at the other', async () => {
    expect((await b().ask('/hosts')).status).toBe(403);
    await a().run(settingsSet, { name: 'kiwispray.openListing', value: 'true' });
    await expect.poll(async () => (await b().ask('/hosts')).status, soon).toBe(200);
  });

  it('applies at one server the changes that were planned and approved at the other', async () => {
    const machines = { web1: { macs: ['52:54:00:ee:00:06'], labels: { rack: '7' } } };
    const configuration = { machines };
    const { changes } = await a().run(configurationPlan, { configuration });
    const approved = changes.map(({ id }) => id);
    expect(approved).toHaveLength(1);
    const { applied } = await b().run(configurationApply, { configuration, approved });
    expect(applied).toEqual(approved);
  });

  it('takes a webhook of git once, also when it comes to both servers at the same time', async () => {
    const send = async (app: TestApp, body: string) => {
      const signature = createHmac('sha256', hookSecret).update(body).digest('hex');
      const { status } = await app.askAdmin({
        ...{ method: 'POST', path: '/hooks/github', body },
        headers: {
          'content-type': 'application/json',
          'x-github-event': 'pull_request',
          'x-hub-signature-256': `sha256=${signature}`,
        },
      });
      return status;
    };
    const closed = (number: number) =>
      JSON.stringify({
        ...{ action: 'closed', number, repository: { full_name: 'ours/menus' } },
        pull_request: { updated_at: new Date().toISOString(), base: { ref: 'main' } },
      });
    const one = closed(1);
    expect([await send(a(), one), await send(b(), one), await send(a(), one)]).toEqual([202, 409, 409]);
    const two = closed(2);
    expect((await Promise.all([send(a(), two), send(b(), two)])).toSorted()).toEqual([202, 409]);
  });

  it('counts new machines at both servers together', async () => {
    const answers: string[] = [];
    for (let count = 0; count < 8; count++) {
      const app = count % 2 === 0 ? a() : b();
      answers.push((await app.boot({ net0: `52:54:00:ff:00:0${count}` })).script);
    }
    const refused = answers.filter((script) => script.includes('NB1105'));
    expect(refused.length).toBeGreaterThanOrEqual(5);
  });

  it('counts log-ins that fail at both servers together', async () => {
    const guess = (app: TestApp) =>
      new Browser((question) => app.askAdmin(question)).signIn('nobody', 'guessed');
    expect((await guess(a())).status).toBe(401);
    // As if it had been sixteen times: each waits longer than the one before.
    const double = sql`insert into sign_in_attempts (subject, at_ms) select subject, at_ms from sign_in_attempts`;
    await inDatabase(url, async (query) => {
      for (let time = 0; time < 4; time++) await double.execute(query);
    });
    expect((await guess(b())).status).toBe(429);
  });

  it('goes on at the older servers while a newer one brings the tables to its version', async () => {
    const newer: Migration = {
      name: '9998-later',
      async up({ schema, column }) {
        for (const table of ['machines', 'grants', 'boots', 'profiles', 'sessions'])
          await schema.alterTable(table).addColumn('later', column.text).execute();
        await schema
          .createTable('later')
          .addColumn('name', column.name, (c) => c.primaryKey())
          .execute();
      },
    };
    await migrateBy(url, [...migrations, newer]);
    const { id } = await a().run(machineAdd, { macs: ['52:54:00:ee:00:08'] });
    await b().run(machineGrant, { machine: String(id), profiles: ['image1'] });
    const { script, bootId } = await a().boot({ net0: '52:54:00:ee:00:08' });
    expect(profileIn(script)).toBe('image1');
    await b().restart();
    expect((await b().ask(`/config/${id}/${bootId}/answer.yaml`)).text).toBe(`machine: ${id}\n`);
    await b().call('/finish', { id }, bootId);
    expect(await a().stateOf({ id })).toBe('finished');
    expect((await b().run(profileShow, { profile: 'image1' })).name).toBe('image1');
    expect((await a().askAdmin('/readyz')).status).toBe(200);
  });

  it('says of older servers that they cannot go on when a newer version says so of its tables', async () => {
    const newer: Migration = {
      name: '9999-one-name-less-breaking',
      up: ({ schema }) => schema.dropTable('later').execute(),
    };
    await migrateBy(url, [...migrations, newer]);
    const { status, text } = await a().askAdmin('/readyz');
    expect([status, text]).toEqual([
      503,
      'not ready: a newer version has changed the tables ("9999-one-name-less-breaking"): start that one in place of this\n',
    ]);
    await expect(TestApp.start({ database: url })).rejects.toThrow(
      'it has the migration "9999-one-name-less-breaking", after which this version of Netberth cannot use it. Start the newer version',
    );
  });
});

async function migrateBy(url: string, known: readonly Migration[]): Promise<void> {
  const connected = await connectDatabase(url);
  await connected.migrate({ known });
  await connected.close();
}

async function inDatabase(url: string, work: (query: Kysely<Tables>) => Promise<unknown>): Promise<void> {
  const { query, close } = await connectDatabase(url);
  await work(query);
  await close();
}

function running(app: TestApp | undefined): TestApp {
  if (app === undefined) throw new Error('the servers are not started');
  return app;
}

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  auditList,
  auditVerify,
  commandList,
  groupList,
  groupSet,
  machineAdd,
  machineGrant,
  machineList,
  machineSet,
  machineShow,
  permissions,
  problemSchema,
  sessionList,
  tokenCreate,
  userAdd,
  verbWords,
  tokenList,
  tokenRevoke,
  webhookCreate,
  webhookList,
} from '@netberth/api';
import type { Permission } from '@netberth/api';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from './harness/browser.ts';
import { installer } from './harness/images.ts';
import { refusalIn, TestApp } from './harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'admin-hosts': 'boot.example,console.example:8443' });
  await app.import('image1', installer);
});
afterAll(() => app.stop());

describe('the OpenAPI document', () => {
  type Operation = {
    readonly operationId: string;
    readonly parameters?: readonly {
      readonly name: string;
      readonly in: string;
      readonly required: boolean;
    }[];
    readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
    readonly responses: Readonly<Record<string, unknown>>;
    readonly summary: string;
    readonly description: string;
  };
  type Document = {
    readonly openapi: string;
    readonly info: object;
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    readonly components: { readonly schemas: object };
  };
  let document: Document;
  beforeAll(async () => {
    document = JSON.parse((await app.askAdmin('/api/openapi.json')).text) as Document;
  });

  test('is of version 3.1 and refers to nothing that is not in it', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toEqual({
      title: 'Netberth',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    });
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]*)"/g)];
    const names = new Set(references.map(([, name]) => name));
    expect([...names].filter((name) => !Object.hasOwn(document.components.schemas, name ?? ''))).toEqual([]);
    expect(names).toContain('Problem');
    expect(JSON.stringify(document)).not.toContain('#/$defs');
  });

  test('has every command, signing in and what tells of the server, and nothing else', () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const others = [
      ...['session.providers', 'session.start', 'session.show', 'session.leave', 'session.leave-all'],
      ...['session.password', 'session.oidc', 'session.oidc-callback', 'overview.stream'],
      ...['session.token', 'session.tokens', 'session.token-revoke'],
      ...['system.health', 'system.ready', 'system.metrics'],
    ];
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
      [...commandList.map(({ name }) => name), ...others].sort(),
    );
  });

  test('names no path that is not answered', async () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      if (path.includes('/oidc') || path.endsWith('/stream')) continue;
      for (const method of Object.keys(methods)) {
        const asked = { method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, '1') };
        const { status, text } = await app.askAdmin(asked);
        expect([method, path, status === 404, text.includes('the API has nothing')]).toEqual([
          ...[method, path, false, false],
        ]);
      }
    }
  });

  test('shows examples of signing in that work', async () => {
    const exampleOf = (path: string, method: string) => {
      const content = document.paths[path]?.[method]?.requestBody?.content['application/json'];
      return (content as { example: Record<string, string> }).example;
    };
    const { name, password } = await app.run(userAdd, { name: 'ada', roles: ['viewer'] });
    const start = exampleOf('/api/v1/session', 'post');
    expect(start['username']).toBe(name);
    const browser = new Browser((question) => app.askAdmin(question));
    expect((await browser.signIn(start['username'] ?? '', password)).status).toBe(200);
    const change = { ...exampleOf('/api/v1/session/password', 'put'), current: password };
    const answer = await browser.ask({
      ...{ method: 'PUT', path: '/api/v1/session/password', body: JSON.stringify(change) },
      headers: { 'content-type': 'application/json' },
    });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { changed: true }]);
  });

  test('says which changes take If-Match', () => {
    const takes = (path: string, method: string) =>
      (document.paths[path]?.[method]?.parameters ?? []).some((one) => one.name === 'If-Match');
    expect(takes('/api/v1/machines/{machine}', 'patch')).toBe(true);
    expect(takes('/api/v1/roles/{name}', 'put')).toBe(true);
    expect(takes('/api/v1/machines', 'post')).toBe(false);
  });

  test.each(commandList.map((definition) => [definition.name, definition] as const))(
    '%s says what it needs and what comes back',
    (_, { http, permission, summary }) => {
      const operation = document.paths[`/api/v1${http.path}`]?.[http.method.toLowerCase()];
      expect(operation?.summary).toBe(summary);
      expect(operation?.description).toContain(`Needs the permission \`${permission}\`.`);
      const inPath = [...http.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const parameters = operation?.parameters ?? [];
      expect(parameters.filter((one) => one.in === 'path').map((one) => [one.name, one.required])).toEqual(
        inPath.map((name) => [name, true]),
      );
      expect(Object.keys(operation?.responses ?? {})).toEqual(['200', 'default']);
      if (http.method === 'GET') expect(operation?.requestBody).toBeUndefined();
    },
  );
});

test('health, readiness and metrics are there without a token', async () => {
  expect((await app.askAdmin('/healthz')).text).toBe('ok\n');
  expect((await app.askAdmin('/readyz')).text).toBe('ready\n');
  await app.boot({ net0: app.newMac() });
  const { type, text } = await app.askAdmin('/metrics');
  expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(text).toMatch(/^netberth_boots_total\{decision="wait",reason="NB1003"\} [1-9]/m);
  expect(text).toMatch(/^netberth_machines\{state="new"\} [1-9]/m);
});

describe('a token', () => {
  async function tokenWith(granted: readonly Permission[], expires = '1h') {
    return await app.run(tokenCreate, { name: 'test', permissions: [...granted], expires });
  }

  function asking(definition: (typeof commandList)[number], token: string | undefined) {
    const path = `/api/v1${definition.http.path.replaceAll(/\{\w+\}/g, 'none')}`;
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return app.askAdmin({ method: definition.http.method, path, headers });
  }

  test('is wanted for every command', async () => {
    for (const definition of commandList) {
      const answer = await asking(definition, undefined);
      expect([definition.name, answer.status]).toEqual([definition.name, 401]);
      expect(refusalIn(answer)).toBe(
        'NB3002 no valid token or session came with the request. In a browser: sign in. Else give a token, which netberth token create makes: NETBERTH_TOKEN or --token TOKEN, by HTTP as Authorization: Bearer TOKEN.',
      );
    }
  });

  test.each(permissions)('with %s may do what needs that, and nothing else', async (permission) => {
    const { token } = await tokenWith([permission]);
    const allowed: string[] = [];
    for (const definition of commandList) {
      const answer = await asking(definition, token);
      if (answer.status !== 403) allowed.push(definition.name);
      else {
        expect(refusalIn(answer)).toBe(
          `NB3003 "${verbWords(definition)}" needs the permission ${definition.permission}, which token:test does not have. Ask somebody who has it, or for a token with it.`,
        );
      }
    }
    expect(allowed).toEqual(
      commandList.filter((one) => one.permission === permission).map(({ name }) => name),
    );
  });

  test('that is none, expired or revoked is nobody', async () => {
    const { token, id } = await tokenWith(['machine:read'], '30m');
    const statusWith = async (sent: string) => (await app.send(machineList, {}, sent)).status;
    expect(await statusWith(token)).toBe(200);
    expect(await statusWith(`${token}x`)).toBe(401);
    expect(await statusWith('nb_nonsense')).toBe(401);
    app.nowMs += 30 * 60_000;
    expect(await statusWith(token)).toBe(401);
    app.nowMs -= 1;
    expect(await statusWith(token)).toBe(200);
    await app.run(tokenRevoke, { id });
    expect(await statusWith(token)).toBe(401);
  });

  test('cannot make another that may do more than it', async () => {
    const { token } = await tokenWith(['access:write', 'machine:read']);
    const input = {
      name: 'more',
      permissions: ['machine:read' as const, 'machine:grant' as const, 'audit:read' as const],
    };
    expect(refusalIn(await app.send(tokenCreate, input, token))).toBe(
      'NB3018 a token cannot have more than its maker: machine:grant, audit:read. Leave these out.',
    );
    expect((await app.send(tokenCreate, { ...input, permissions: ['machine:read'] }, token)).status).toBe(
      200,
    );
  });

  test('is shown once, and never again', async () => {
    const { token } = await tokenWith(['machine:read']);
    expect(token).toMatch(/^nb_[A-Za-z0-9_-]{32}$/);
    expect(JSON.stringify(await app.run(tokenList, {}))).not.toContain(token.slice(3));
  });

  test('is stored as a hash alone', async () => {
    const { token } = await app.run(tokenCreate, { name: 'hidden', permissions: ['machine:read'] });
    const files = ['netberth.db', 'netberth.db-wal'].map((file) =>
      readFileSync(join(app.data, file), 'latin1'),
    );
    expect(files.some((text) => text.includes('hidden'))).toBe(true);
    expect(files.some((text) => text.includes(token))).toBe(false);
  });

  test('names its bearer in the audit log, with the address it came from', async () => {
    const { token } = await tokenWith(['machine:write']);
    await app.send(machineAdd, { macs: [app.newMac()] }, token);
    const { records } = await app.run(auditList, { limit: 1000 });
    expect(records.at(-1)).toMatchObject({
      actor: 'token:test',
      origin: '127.0.0.1',
      command: 'machine.add',
    });
  });

  test('counts on the admin plane alone: machines and the header of the socket do not make it one', async () => {
    const headers = { 'x-netberth-user': 'root' };
    expect((await app.askAdmin({ path: '/api/v1/machines', headers })).status).toBe(401);
    expect((await app.ask({ path: '/api/v1/machines', headers })).status).toBe(404);
  });
});

describe('a Host header on the admin plane', () => {
  test.each([
    'localhost',
    'localhost:8081',
    '127.0.0.1',
    '[::1]:8081',
    '192.0.2.1:8081',
    'boot.example',
    'BOOT.example:1',
    'console.example:8443',
  ])('"%s" is known', async (host) =>
    expect((await app.askAdmin({ path: '/healthz', headers: { host } })).status).toBe(200),
  );

  test.each([
    'evil.example',
    'console.example',
    'boot.example.evil.example',
    'localhost.evil.example',
    'x@localhost',
    'localhost/',
  ])('"%s" is refused on every path', async (host) => {
    for (const path of ['/', '/healthz', '/api/v1/machines', '/api/openapi.json', '/metrics', '/nothing']) {
      const answer = await app.askAdmin({ path, headers: { host } });
      expect([answer.status, answer.type]).toEqual([421, 'application/problem+json; charset=utf-8']);
      expect(refusalIn(answer)).toBe(
        `NB3020 the admin plane is not known as "${host}". Use localhost, or name the host in adminHosts.`,
      );
    }
  });
});

describe('a problem', () => {
  test('names every field that is wrong, at once', async () => {
    const answer = await app.askSocket({
      method: 'POST',
      path: '/api/v1/machines',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        macs: ['x'],
        serial: '',
        hostname: 'a b',
        labels: { 'a b': 'c' },
        address: '1',
      }),
    });
    const problem = problemSchema.parse(JSON.parse(answer.text));
    expect(answer.status).toBe(400);
    expect(problem.fields?.map(({ field }) => field).sort()).toEqual([
      'address',
      'hostname',
      'labels.a b',
      'macs.0',
      'serial',
    ]);
    expect(problem.fields?.find(({ field }) => field === 'macs.0')?.message).toBe(
      '"x" is not a MAC address like 52:54:00:12:34:56',
    );
  });

  test('of a URL cannot be changed by the body: the machine that the path names is meant', async () => {
    const [a, b] = [await app.addMachine(), await app.addMachine()];
    const answer = await app.askSocket({
      method: 'PATCH',
      path: `/api/v1/machines/${a.id}?machine=${b.id}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ machine: String(b.id), hostname: 'only-a' }),
    });
    expect(JSON.parse(answer.text)).toMatchObject({ id: a.id, hostname: 'only-a' });
    expect((await app.show(b)).hostname).toBeNull();
  });
});

describe('a machine is meant', () => {
  test('by its id, any of its MACs in any spelling, or its host name', async () => {
    const mac = app.newMac();
    const { id } = await app.run(machineAdd, { macs: [mac, app.newMac()], hostname: 'Named1.example' });
    for (const machine of [String(id), mac, mac.toUpperCase(), mac.replaceAll(':', '-'), 'named1.example']) {
      expect((await app.run(machineShow, { machine })).id).toBe(id);
    }
  });

  test('not by a name that two have', async () => {
    const [a, b] = [await app.addMachine({ hostname: 'twin' }), await app.addMachine({ hostname: 'twin' })];
    expect(await app.refusal(machineShow, { machine: 'twin' })).toBe(
      `NB3005 several machines are called "twin": ${a.id}, ${b.id}. Use the id.`,
    );
    expect((await app.send(machineGrant, { machine: 'twin', profiles: ['image1'] })).status).toBe(409);
  });

  test.each(['0', '-1', '999999', '1.5', '52:54:00:ff:ff:ff', 'nobody', '../1', '%'])(
    'and "%s" is nobody',
    async (machine) => {
      expect(await app.refusal(machineShow, { machine })).toBe(
        `NB3004 there is no machine "${machine}". See netberth machine list`,
      );
    },
  );
});

describe('two administrators at once', () => {
  test('grant: one wins, the other is told', async () => {
    const machine = await app.addMachine();
    const grant = () => app.send(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
    const answers = await Promise.all([grant(), grant(), grant(), grant()]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused && refusalIn(refused)).toMatch(
      /^NB3006 machine \d+ already has grant \d+ \(image1, until 2026-.*\)\. End it first \(netberth machine revoke \d+\), or say --replace\.$/,
    );
  });

  test('set different things: both count', async () => {
    const machine = await app.addMachine();
    const set = (name: string) =>
      app.run(machineSet, { machine: String(machine.id), metadata: { [name]: name } });
    await Promise.all(Array.from({ length: 20 }, (_, index) => set(`m${index}`)));
    expect(Object.keys((await app.show(machine)).metadata).length).toBe(20);
  });

  test('give one MAC to two machines: one wins, the other is told', async () => {
    const mac = app.newMac();
    const answers = await Promise.all([
      app.send(machineAdd, { macs: [mac] }),
      app.send(machineAdd, { macs: [mac] }),
    ]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
  });
});

describe('the audit chain', () => {
  let database: Sqlite.Database;
  let copy: unknown[];
  beforeAll(async () => {
    for (let count = 0; count < 5; count++) await app.addMachine();
    database = new Sqlite(join(app.data, 'netberth.db'), { timeout: 5000 });
    copy = database.prepare('select * from audit_records').all();
  });
  afterAll(() => database.close());
  afterEach(() => {
    database.exec('delete from audit_records');
    const columns = Object.keys(copy[0] as object);
    const insert = database.prepare(
      `insert into audit_records (${columns.join()}) values (${columns.map((name) => `@${name}`).join()})`,
    );
    for (const row of copy) insert.run(row);
  });
  const verify = () => app.run(auditVerify, {});

  test('as it was written is as it was written', async () => {
    expect(await verify()).toEqual({ ok: true, records: copy.length, removed: 0, problems: [] });
  });

  test.each(['actor', 'origin', 'command', 'target', 'before_json', 'after_json', 'reason'])(
    'shows that the %s of a record was changed',
    async (column) => {
      database.exec(`update audit_records set ${column} = '"forged"' where sequence = 3`);
      expect(await verify()).toEqual({
        ok: false,
        records: copy.length,
        removed: 0,
        problems: ['record 3 was changed'],
      });
    },
  );

  test('shows that a time was changed', async () => {
    database.exec('update audit_records set at_ms = at_ms + 1 where sequence = 3');
    expect((await verify()).problems).toEqual(['record 3 was changed']);
  });

  test('shows that a record was removed', async () => {
    database.exec('delete from audit_records where sequence in (3, 4)');
    expect((await verify()).problems).toEqual(['records 3 to 4 are missing']);
  });

  test('shows that a record was removed and the rest moved up', async () => {
    database.exec('delete from audit_records where sequence = 3');
    for (let sequence = 4; sequence <= copy.length; sequence++) {
      database
        .prepare('update audit_records set sequence = ? where sequence = ?')
        .run(sequence - 1, sequence);
    }
    const { ok, problems } = await verify();
    expect(ok).toBe(false);
    expect(problems.slice(0, 2)).toEqual([
      'record 3 does not follow the one before it',
      'record 3 was changed',
    ]);
  });

  test('shows that a record was put in', async () => {
    for (let sequence = copy.length; sequence >= 3; sequence--) {
      database
        .prepare('update audit_records set sequence = ? where sequence = ?')
        .run(sequence + 1, sequence);
    }
    database.exec(
      `insert into audit_records (server, sequence, at_ms, actor, origin, command, target, before_json, after_json, reason, previous_mac, mac)
       select server, 3, at_ms, 'forged', origin, command, target, before_json, after_json, reason, mac, mac from audit_records where sequence = 2`,
    );
    const { ok, problems } = await verify();
    expect(ok).toBe(false);
    expect(problems).toContain('record 3 was changed');
  });

  test('shows that the newest records were removed, also when others have been written since', async () => {
    database.exec(`delete from audit_records where sequence > ${copy.length - 2}`);
    const problems = [`records ${copy.length - 1} to ${copy.length} are missing`];
    expect(await verify()).toEqual({ ok: false, records: copy.length - 2, removed: 0, problems });
    await app.restart();
    await app.addMachine();
    expect(await verify()).toEqual({ ok: false, records: copy.length + 1, removed: 0, problems });
    rmSync(join(app.data, 'keys', 'audit-end'));
    await app.restart();
  });

  test('shows that two records changed places', async () => {
    database.exec('update audit_records set sequence = -1 where sequence = 3');
    database.exec('update audit_records set sequence = 3 where sequence = 4');
    database.exec('update audit_records set sequence = 4 where sequence = -1');
    expect((await verify()).ok).toBe(false);
  });
});

test('tokens, groups, webhooks and sessions come in pages too, each row once', async () => {
  for (const name of ['a', 'b', 'c']) {
    await app.run(tokenCreate, { name: `paged ${name}`, permissions: ['machine:read'] });
    await app.run(groupSet, { group: `paged ${name}`, roles: ['viewer'] });
    await app.run(webhookCreate, { url: `https://192.0.2.1/${name}` });
    const { password } = await app.run(userAdd, { name: `paged-${name}`, roles: ['viewer'] });
    await app.signIn(`paged-${name}`, password);
  }
  type Listed = { readonly next?: number | null | undefined } & Record<string, unknown>;
  for (const definition of [tokenList, groupList, webhookList, sessionList]) {
    const ids: number[] = [];
    let after: number | null = 0;
    do {
      const page: Listed = await app.run(definition, { after, limit: 2 });
      const rows = Object.values(page).find(Array.isArray) as { id: number }[];
      expect(rows.length).toBeLessThanOrEqual(2);
      ids.push(...rows.map(({ id }) => id));
      after = page.next ?? null;
    } while (after !== null);
    expect(ids.length).toBeGreaterThanOrEqual(3);
    expect(new Set(ids).size).toBe(ids.length);
    const whole: Listed = await app.run(definition, {});
    expect([(Object.values(whole).find(Array.isArray) ?? []).length, whole.next]).toEqual([ids.length, null]);
  }
});

test('lists come in pages, by the id of the last row', async () => {
  const first = await app.run(machineList, { limit: 2 });
  const second = await app.run(machineList, { limit: 2, after: first.next ?? 0 });
  expect(first.machines.length).toBe(2);
  expect(second.machines[0]?.id).toBeGreaterThan(first.machines[1]?.id ?? 0);
  expect(await app.run(machineList, { after: 1_000_000 })).toEqual({ machines: [], next: null });
});

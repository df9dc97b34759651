import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  machineGrant,
  machineHold,
  machineHoldMany,
  machineImport,
  machineUnhold,
  webhookBodySchema,
  webhookCreate,
  webhookList,
  webhookRemove,
  webhookTest,
} from '@netberth/api';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installer } from './harness/images.ts';
import { TestApp } from './harness/start-app.ts';

type Received = { readonly body: string; readonly signature: string; readonly delivery: string };

/** A program that is told. */
class Receiver {
  status = 204;
  readonly received: Received[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      void text(request).then((body) => {
        const of = (name: string) => String(request.headers[name]);
        this.received.push({
          body,
          signature: of('x-netberth-signature'),
          delivery: of('x-netberth-delivery'),
        });
        response.writeHead(this.status).end();
      });
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  get events(): string[] {
    return this.received.map(({ body }) => {
      const { event, machine } = webhookBodySchema.parse(JSON.parse(body));
      return `${event} ${machine?.hostname ?? ''}`;
    });
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe('events', () => {
  let app: TestApp;
  let receiver: Receiver;
  beforeAll(async () => {
    app = await TestApp.start({ 'webhooks-allow-loopback': 'true' });
    await app.import('image1', installer);
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    receiver = new Receiver();
    await receiver.listen();
  });
  afterEach(async () => {
    for (const { id } of (await app.run(webhookList, {})).webhooks) await app.run(webhookRemove, { id });
    receiver.stop();
  });

  test('of machines are told in order, signed, and each once', async () => {
    const events = ['machine.granted', 'machine.held', 'machine.new'] as const;
    const { secret } = await app.run(webhookCreate, { url: receiver.url, events: [...events] });
    const machine = String((await app.addMachine({ hostname: 'web1' })).id);
    await app.run(machineHold, { machine });
    await app.run(machineUnhold, { machine });
    await app.run(machineGrant, { machine, profiles: ['image1'] });
    await expect
      .poll(() => receiver.events)
      .toEqual(['machine.new web1', 'machine.held web1', 'machine.new web1', 'machine.granted web1']);
    const [first] = receiver.received;
    const [, seconds = '', mac = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(first?.signature ?? '') ?? [];
    expect(mac).toBe(createHmac('sha256', secret).update(`${seconds}.${first?.body}`).digest('hex'));
    expect(new Set(receiver.received.map(({ delivery }) => delivery)).size).toBe(4);
    await expect
      .poll(async () => (await app.run(webhookList, {})).webhooks[0])
      .toMatchObject({ waiting: 0, dropped: 0, failure: null });
  });

  test('that do not arrive are sent again, later and later, and given up after a day', async () => {
    receiver.status = 500;
    await app.run(webhookCreate, { url: receiver.url, events: ['machine.new'] });
    await app.addMachine({ hostname: 'again' });
    await expect.poll(() => receiver.received.length).toBe(1);
    app.nowMs += 10_000;
    await expect.poll(() => receiver.received.length).toBe(2);
    const state = async () => (await app.run(webhookList, {})).webhooks[0];
    expect(await state()).toMatchObject({ waiting: 1, failure: 'it answered 500' });
    expect(new Set(receiver.received.map(({ delivery }) => delivery)).size).toBe(1);
    for (let tried = 2; tried < 12; tried++) {
      app.nowMs += 4 * 3_600_000;
      await expect.poll(() => receiver.received.length).toBe(tried + 1);
    }
    await expect.poll(state).toMatchObject({ waiting: 0, dropped: 1 });
  });

  test('wait while the server is down, and no more than a thousand for one receiver', async () => {
    receiver.status = 503;
    await app.run(webhookCreate, { url: receiver.url, events: ['machine.held'] });
    const rack = Array.from({ length: 1003 }, (_, index) => ({
      ...{ id: 5000 + index, state: 'new', hostname: null, macs: [app.newMac()], serial: null, uuid: null },
      labels: { rack: '9' },
    }));
    await app.run(machineImport, { document: JSON.stringify(rack) });
    await app.run(machineHoldMany, { label: 'rack=9' });
    expect((await app.run(webhookList, {})).webhooks[0]).toMatchObject({ waiting: 1000, dropped: 3 });
    await app.restart();
    expect((await app.run(webhookList, {})).webhooks[0]).toMatchObject({ waiting: 1000 });
  });

  test('of a change that was undone are not told', async () => {
    await app.run(webhookCreate, { url: receiver.url, events: ['machine.granted'] });
    const machine = String((await app.addMachine()).id);
    await app.run(machineHold, { machine });
    expect((await app.send(machineGrant, { machine, profiles: ['image1'] })).status).toBe(409);
    expect((await app.run(webhookList, {})).webhooks[0]?.waiting).toBe(0);
  });

  test('can be tried: what came back is told', async () => {
    const { id } = await app.run(webhookCreate, { url: receiver.url });
    expect(await app.run(webhookTest, { id })).toEqual({ ok: true, status: 204, failure: null });
    expect(receiver.events).toEqual(['test ']);
    receiver.status = 404;
    expect(await app.run(webhookTest, { id })).toEqual({
      ...{ ok: false, status: 404, failure: 'it answered 404' },
    });
  });
});

describe('this host is not told', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  test.each([
    'http://127.0.0.1:8081/',
    'http://localhost/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://0.0.0.0/',
    'http://2130706433/',
  ])('%s', async (url) => {
    expect(await app.refusal(webhookCreate, { url })).toMatch(/^NB3131 /);
  });

  test('nor by a name that leads to it', async () => {
    const { id } = await app.run(webhookCreate, { url: 'http://ip6-localhost/' });
    const { ok, failure } = await app.run(webhookTest, { id });
    expect(ok).toBe(false);
    expect(failure).toMatch(/its name leads to this host|ENOTFOUND|EAI_AGAIN/);
  });

  test('and only http and https are spoken', async () => {
    expect(await app.refusal(webhookCreate, { url: 'file:///etc/passwd' })).toContain(
      'is not an http or https URL',
    );
  });
});

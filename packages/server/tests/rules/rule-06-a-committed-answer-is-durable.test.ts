import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { machineGrant, machineHistorySchema } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FailingWrites } from '../harness/failing-writes.ts';
import { installer, tarOf, withManifest } from '../harness/images.ts';
import { headline, profileIn } from '../harness/read-script.ts';
import { ServerProcess } from '../harness/server-process.ts';
import { TestApp } from '../harness/start-app.ts';
import type { Known } from '../harness/start-app.ts';

const image = { ...installer, ...withManifest('image: disk.raw', 'answers: { answer.yaml: answer.liquid }') };

describe('whichever of its writes fails, an answer that needs them does not leave and nothing of it is kept', () => {
  let app: TestApp;
  let writes: FailingWrites;
  beforeAll(async () => {
    app = await TestApp.start({ 'new-machines': 'disk' });
    await app.import('wipe', image);
    await app.import('image1', image);
    writes = new FailingWrites(app.data);
  });
  afterAll(async () => {
    writes.close();
    await app.stop();
  });

  /** Lets the first write fail, then the second, … until there is none left to fail. @returns how many there were */
  async function forEachWrite<Outcome>(
    act: () => Promise<Outcome>,
    isDone: (outcome: Outcome) => boolean,
    expectFailed: (outcome: Outcome) => void,
  ): Promise<number> {
    for (let count = 1; count < 50; count++) {
      writes.failAt(count);
      const before = writes.contents();
      const outcome = await act();
      if (isDone(outcome)) {
        writes.failAt(0);
        return count - 1;
      }
      expect(writes.contents()).toBe(before);
      expectFailed(outcome);
    }
    throw new Error('it never succeeds');
  }

  async function granted(profiles: string[]): Promise<Known> {
    const machine = await app.addMachine();
    await app.run(machineGrant, { machine: String(machine.id), profiles });
    return machine;
  }

  const isRetry = (script: string) =>
    expect(headline(script)).toBe('NB1190: the server could not decide: an error of the server, see its log');

  test('the boot of a new machine: machine, its identifiers, the boot', async () => {
    const presented = { net0: app.newMac(), net1: app.newMac(), serial: 'new1' };
    const count = await forEachWrite(
      () => app.boot(presented),
      ({ script }) => headline(script).startsWith('NB1002'),
      ({ script }) => isRetry(script),
    );
    expect(count).toBe(5);
  });

  test('the first boot under a grant: what the firmware says, the address, the boot', async () => {
    const { presented } = await granted(['image1']);
    const count = await forEachWrite(
      () => app.boot({ ...presented, platform: 'efi' }),
      ({ script }) => profileIn(script) === 'image1',
      ({ script, bootId }) => {
        isRetry(script);
        expect(bootId).toBe('');
      },
    );
    expect(count).toBe(3);
  });

  test('a conflict: both machines held, two alerts, the boot', async () => {
    const [a, b] = [await app.addMachine(), await app.addMachine()];
    const count = await forEachWrite(
      () => app.boot({ net0: a.mac, net1: b.mac }),
      ({ script }) => headline(script).startsWith('NB1103'),
      ({ script }) => isRetry(script),
    );
    expect(count).toBe(5);
  });

  test.each([
    ['/post-install', 4],
    ['/failed', 5],
    ['/finish', 4],
  ])('%s', async (path, writesOfIt) => {
    const machine = await granted(['wipe', 'image1']);
    const { bootId } = await app.boot(machine.presented);
    const count = await forEachWrite(
      () => app.call(path, machine, bootId),
      ({ status }) => status === 200,
      ({ status, text }) =>
        expect([status, text.split('\n')[0]]).toEqual([500, 'Netberth NB2090: the server failed']),
    );
    expect(count).toBe(writesOfIt);
  });

  test('an answer file, of which not a byte leaves', async () => {
    const machine = await granted(['image1']);
    const { bootId } = await app.boot(machine.presented);
    const count = await forEachWrite(
      () => app.ask(`/config/${machine.id}/${bootId}/answer.yaml`),
      ({ status }) => status === 200,
      ({ text }) => expect(text).not.toContain('machine:'),
    );
    expect(count).toBe(4);
  });

  test('most of an image: the connection ends before its second half', async () => {
    const machine = await granted(['image1']);
    const { script } = await app.boot(machine.presented);
    const path = `/${/^kernel (b\/\d+\/images\/image1)\//m.exec(script)?.[1]}/disk.raw`;
    const count = await forEachWrite(
      () => app.ask({ path, headers: { range: 'bytes=500-' } }).catch((error: unknown) => String(error)),
      (outcome) => typeof outcome !== 'string' && outcome.status === 206,
      (outcome) => expect(outcome).toMatchObject({ status: 500 }),
    );
    expect(count).toBe(3);
    expect(await app.stateOf(machine)).toBe('installing');
  });

  test('a grant, with its audit record', async () => {
    const machine = await app.addMachine();
    const count = await forEachWrite(
      () => app.send(machineGrant, { machine: String(machine.id), profiles: ['image1'] }),
      ({ status }) => status === 200,
      ({ status }) => expect(status).toBe(500),
    );
    expect(count).toBe(3);
  });

  test('a commit that fails after all its statements worked: the script has not left', async () => {
    const { presented, id } = await granted(['image1']);
    writes.failCommits(true);
    const { script, bootId } = await app.boot(presented);
    writes.failCommits(false);
    expect(headline(script)).toMatch(/^NB1190/);
    expect(bootId).toBe('');
    const { grant, boots } = await app.show({ id });
    expect([grant?.address, boots]).toEqual([null, []]);
  });

  test('one request that fails takes no other with it', async () => {
    const machines = await Promise.all(Array.from({ length: 20 }, () => granted(['image1'])));
    writes.failAt(7);
    const booted = await Promise.all(machines.map(({ presented }) => app.boot(presented)));
    writes.failAt(0);
    const served = booted.filter(({ script }) => profileIn(script) === 'image1').length;
    const retried = booted.filter(({ script }) => headline(script).startsWith('NB1190')).length;
    expect(served + retried).toBe(20);
    expect(served).toBeGreaterThan(0);
    for (const [index, machine] of machines.entries()) {
      const { grant, boots } = await app.show(machine);
      const wasServed = profileIn(booted[index]?.script ?? '') === 'image1';
      expect([grant?.address, boots.length]).toEqual(wasServed ? ['127.0.0.1', 1] : [null, 0]);
    }
  });
});

describe('killed with SIGKILL in a storm of boots and reports, and started again', () => {
  let data: string;
  beforeAll(() => {
    data = mkdtempSync(join(tmpdir(), 'netberth-storm-'));
  });
  afterAll(() => rmSync(data, { recursive: true }));

  /** What the outside knows of one machine: what was asked, and what was answered before the kill. */
  type Told = {
    readonly id: number;
    readonly net0: string;
    /** Of the install that runs on it. */
    bootId: string;
    finishesAsked: number;
    finishesAnswered: number;
    startsAsked: number;
  };
  const steps = Array.from({ length: 16 }, (_, index) => (index % 2 === 0 ? 'wipe' : 'image1'));

  test('no machine has moved that did not ask to, every answered report counts, no grant comes back', async () => {
    let server = await ServerProcess.start(data, { 'new-machines': 'disk' });
    for (const name of ['wipe', 'image1']) await importImage(server, name);
    const machines = await Promise.all(Array.from({ length: 16 }, (_, index) => addGranted(server, index)));
    const answered = () => machines.reduce((sum, { finishesAnswered }) => sum + finishesAnswered, 0);
    for (const killedAfter of [1, 5, 12, 25]) {
      const storm = machines.map((machine) => live(server, machine));
      while (answered() < killedAfter) await sleep(1);
      await server.kill();
      await Promise.all(storm);
      server = await ServerProcess.start(data, { 'new-machines': 'disk' });
      for (const machine of machines) await expectTrue(server, machine);
    }
    await server.kill();
    expect(answered()).toBeGreaterThanOrEqual(25);
  }, 60_000);

  /** Boots, starts, finishes, until nobody answers. An install that was cut off reports when the server is back. */
  async function live(server: ServerProcess, machine: Told): Promise<void> {
    try {
      for (;;) {
        const { text } = await server.boot.ask(`/bootstrap?net0=${machine.net0}`);
        const served = /bootid=([0-9a-f]{32})/.exec(text)?.[1];
        if (served !== undefined) {
          machine.bootId = served;
          machine.startsAsked += 1;
          await server.boot.ask(`/post-install?id=${machine.id}&bootid=${served}`);
        }
        machine.finishesAsked += 1;
        const finish = await server.boot.ask(`/finish?id=${machine.id}&bootid=${machine.bootId}`);
        if (finish.status === 200 && served !== undefined) machine.finishesAnswered += 1;
        if (headline(text).startsWith('NB1001')) return;
      }
    } catch (error) {
      // Killed: what was not answered may have happened or not.
      expect(String(error)).toMatch(/ECONN|socket hang up|EPIPE/);
    }
  }

  async function expectTrue(server: ServerProcess, machine: Told): Promise<void> {
    const shown = await server.socket.ask(`/api/v1/machines/${machine.id}?boots=200`);
    const { state, boots } = machineHistorySchema.parse(JSON.parse(shown.text));
    const finished = boots.filter(({ finishedAt }) => finishedAt !== null);
    const started = boots.filter(({ startedAt }) => startedAt !== null);
    expect(finished.length).toBeGreaterThanOrEqual(machine.finishesAnswered);
    expect(finished.length).toBeLessThanOrEqual(machine.finishesAsked);
    expect(started.length).toBeLessThanOrEqual(machine.startsAsked);
    const stepsDone = finished.map(({ step }) => step ?? -1).toSorted((a, b) => a - b);
    expect(stepsDone).toEqual(steps.map((_, index) => index).slice(0, finished.length));
    const { text } = await server.boot.ask(`/bootstrap?net0=${machine.net0}`);
    const got = [state, headline(text).split(':')[0], profileIn(text)];
    if (finished.length === steps.length) expect(got).toEqual(['finished', 'NB1001', null]);
    else if (started.some(({ finishedAt }) => finishedAt === null))
      expect(got).toEqual(['installing', 'NB1107', null]);
    else expect(got).toEqual(['granted', 'NB1006', steps[finished.length]]);
  }

  async function importImage(server: ServerProcess, name: string): Promise<void> {
    const headers = { 'content-type': 'application/x-tar' };
    const body = await tarOf(image);
    const { status } = await server.socket.ask({
      method: 'PUT',
      path: `/api/v1/profiles/${name}/image`,
      headers,
      body,
    });
    expect(status).toBe(200);
  }

  async function addGranted(server: ServerProcess, index: number): Promise<Told> {
    const net0 = `52:54:00:00:01:${index.toString(16).padStart(2, '0')}`;
    const { id } = JSON.parse((await post(server, '/api/v1/machines', { macs: [net0] })).text) as {
      id: number;
    };
    expect((await post(server, `/api/v1/machines/${id}/grants`, { profiles: steps })).status).toBe(200);
    return { id, net0, bootId: '', finishesAsked: 0, finishesAnswered: 0, startsAsked: 0 };
  }

  function post(server: ServerProcess, path: string, body: object) {
    const headers = { 'content-type': 'application/json' };
    return server.socket.ask({ method: 'POST', path, headers, body: JSON.stringify(body) });
  }
});

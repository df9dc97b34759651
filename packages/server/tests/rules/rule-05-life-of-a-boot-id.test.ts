import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { machineGrant, machineHold, machineRevoke } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installer, withManifest } from '../harness/images.ts';
import { TestApp } from '../harness/start-app.ts';
import type { Known } from '../harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk', 'kiwispray-open-listing': 'false' });
  const image = { ...installer, ...withManifest('answers: { answer.yaml: answer.liquid }') };
  await app.import('wipe', image);
  await app.import('image1', image);
  await app.import('retry1', image, { retryAfterStart: true });
  await app.import('live1', image, { nonDestructive: true });
});
afterAll(() => app.stop());

async function granted(profiles: string[], more: { maxStarts?: number } = {}): Promise<Known> {
  const machine = await app.addMachine();
  await app.run(machineGrant, { machine: String(machine.id), profiles, ...more });
  return machine;
}

/** Status and why, of everything that a boot id opens. */
async function whatOpens({ id }: Known, bootId: string): Promise<Record<string, string>> {
  const asked = {
    answer: `/config/${id}/${bootId}/answer.yaml`,
    postInstall: `/post-install?id=${id}&bootid=${bootId}`,
  };
  const entries = Object.entries(asked).map(async ([name, path]) => [name, await outcomeOf(path)]);
  return Object.fromEntries(await Promise.all(entries)) as Record<string, string>;
}

async function outcomeOf(path: string): Promise<string> {
  const { status, text } = await app.ask(path);
  if (status === 200) return '200';
  const why = /: boot \d+ may no longer do this: (.*)$/m.exec(text)?.[1] ?? text.split('\n')[0];
  return `${status} ${why?.replace(/boot \d+/, 'boot N') ?? ''}`;
}

describe('a boot id is bound', () => {
  test('to its machine: with the id of another it is as wrong as any', async () => {
    const [a, b] = [await granted(['image1']), await granted(['image1'])];
    const { bootId } = await app.boot(a.presented);
    const paths = ['post-install', 'finish', 'failed', 'state'].map(
      (name) => `/${name}?id=${b.id}&bootid=${bootId}`,
    );
    for (const path of [...paths, `/config/${b.id}/${bootId}/answer.yaml`]) {
      const wrong = await app.ask(path);
      const nonsense = await app.ask(path.replace(bootId, 'f'.repeat(32)));
      expect([wrong.status, wrong.text]).toEqual([401, nonsense.text]);
    }
    expect(
      (
        await app.ask({
          method: 'POST',
          path: `/update?id=${b.id}&bootid=${bootId}`,
          body: `mac=${app.newMac()}`,
        })
      ).status,
    ).toBe(401);
    expect((await app.show(b)).grant).toMatchObject({ starts: 0, step: 0 });
  });

  test('to its grant: another grant of the same machine serves it nothing', async () => {
    const machine = await granted(['image1']);
    const { bootId } = await app.boot(machine.presented);
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'], replace: true });
    expect(await whatOpens(machine, bootId)).toEqual({
      answer: '409 its grant has ended',
      postInstall: '409 its grant has ended',
    });
  });

  test('to its step: the next step serves it nothing', async () => {
    const machine = await granted(['wipe', 'image1']);
    const [first, second] = [await app.boot(machine.presented), await app.boot(machine.presented)];
    await app.call('/finish', machine, first.bootId);
    expect(await whatOpens(machine, second.bootId)).toEqual({
      answer: '409 its step has ended',
      postInstall: '409 its step has ended',
    });
  });

  test('to no grant: what needs none is served until the next boot has started', async () => {
    const machine = await app.addMachine({ resting: 'live1' });
    const [first, second] = [await app.boot(machine.presented), await app.boot(machine.presented)];
    expect(await whatOpens(machine, first.bootId)).toEqual({ answer: '200', postInstall: '200' });
    expect(await whatOpens(machine, second.bootId)).toEqual({ answer: '200', postInstall: '200' });
    expect(await whatOpens(machine, first.bootId)).toEqual({
      answer: '409 boot N has started since',
      postInstall: '409 boot N has started since',
    });
  });
});

describe('serving ends', () => {
  test('when the grant expires', async () => {
    const machine = await granted(['image1']);
    const { bootId } = await app.boot(machine.presented);
    expect(await whatOpens(machine, bootId)).toEqual({ answer: '200', postInstall: '200' });
    app.nowMs += 4 * 3_600_000;
    expect(await whatOpens(machine, bootId)).toEqual({
      answer: '409 its grant has ended',
      postInstall: '409 its grant has ended',
    });
    app.nowMs -= 4 * 3_600_000;
  });

  test('when the grant is revoked', async () => {
    const machine = await granted(['image1']);
    const { bootId } = await app.boot(machine.presented);
    await app.run(machineRevoke, { machine: String(machine.id) });
    expect((await whatOpens(machine, bootId))['answer']).toBe('409 its grant has ended');
  });

  test('when the starts of the step are used up by others', async () => {
    const machine = await granted(['retry1'], { maxStarts: 1 });
    const [first, second] = [await app.boot(machine.presented), await app.boot(machine.presented)];
    await app.call('/post-install', machine, first.bootId);
    expect((await whatOpens(machine, second.bootId))['answer']).toBe('409 the step has started 1 times');
    expect((await whatOpens(machine, first.bootId))['answer']).toBe('200');
  });

  test('when the boot has finished, answer files included', async () => {
    const machine = await granted(['image1']);
    const { bootId } = await app.boot(machine.presented);
    await app.call('/post-install', machine, bootId);
    await app.call('/finish', machine, bootId);
    expect(await whatOpens(machine, bootId)).toEqual({
      answer: '409 it has finished',
      postInstall: '409 it has finished',
    });
  });

  test('when the boot has failed', async () => {
    const machine = await granted(['image1']);
    const { bootId } = await app.boot(machine.presented);
    await app.call('/failed', machine, bootId, 'it did');
    expect((await whatOpens(machine, bootId))['answer']).toBe('409 its grant has ended');
  });
});

describe('reporting lasts', () => {
  test('after serving has ended: finish, failure and state are still heard', async () => {
    const machine = await granted(['image1']);
    const { bootId } = await app.boot(machine.presented);
    await app.call('/post-install', machine, bootId);
    app.nowMs += 400 * 24 * 3_600_000;
    expect((await app.call('/state', machine, bootId)).text).toBe('image1\n');
    expect((await app.call('/failed', machine, bootId, 'slow')).status).toBe(200);
    expect((await app.call('/finish', machine, bootId)).status).toBe(200);
    expect((await app.call('/state', machine, bootId)).text).toBe('finished\n');
  });

  test('until a newer boot has started', async () => {
    const machine = await granted(['retry1']);
    const first = await app.boot(machine.presented);
    await app.call('/post-install', machine, first.bootId);
    const second = await app.boot(machine.presented);
    expect((await app.call('/state', machine, first.bootId)).status).toBe(200);
    await app.call('/post-install', machine, second.bootId);
    for (const path of ['/finish', '/failed', '/state']) {
      const { status, text } = await app.call(path, machine, first.bootId);
      expect([path, status, text.split('\n')[0]]).toEqual([
        path,
        409,
        expect.stringMatching(
          /^Netberth NB2003: boot \d+ may no longer do this: boot \d+ has started since$/,
        ),
      ]);
    }
    expect(await app.stateOf(machine)).toBe('installing');
    expect((await app.call('/finish', machine, second.bootId)).status).toBe(200);
  });

  test('until the machine is held', async () => {
    const machine = await granted(['image1']);
    const { bootId } = await app.boot(machine.presented);
    await app.run(machineHold, { machine: String(machine.id) });
    for (const path of ['/finish', '/failed', '/state']) {
      const { status, text } = await app.call(path, machine, bootId);
      expect([path, status, text.split('\n')[0]]).toEqual([
        path,
        409,
        expect.stringMatching(/^Netberth NB2003: boot \d+ may no longer do this: the machine is held$/),
      ]);
    }
    expect((await app.show(machine)).grant).toMatchObject({ step: 0, status: 'live' });
  });
});

test('a boot id is stored nowhere in the data folder, not even in the log that an installer sent', async () => {
  const machine = await granted(['image1']);
  const { bootId, script } = await app.boot(machine.presented);
  await app.call('/post-install', machine, bootId);
  await app.call(
    '/failed',
    machine,
    bootId,
    `Kernel command line: bootid=${bootId}\nand once more ${bootId}\0`,
  );
  await app.call('/finish', machine, bootId);
  expect(filesHolding(bootId)).toEqual([]);
  const { boots } = await app.show(machine);
  expect(boots[0]?.script).toBe(
    script.replaceAll(bootId, '[boot-id]').replaceAll(/b\/\d+\//g, 'b/[boot-number]/'),
  );
  expect(boots[0]?.callbacks.map(({ kind, detail }) => [kind, detail])).toEqual([
    ['post-install', 'fetched post-install'],
    ['failed', 'Kernel command line: bootid=[boot-id]\nand once more [boot-id]\uFFFD'],
    ['finish', `machine ${machine.id}: image1 finished`],
  ]);
  expect((await app.alertsOf(machine))[0]).toBe(
    `alert: machine ${machine.id}: image1 reports failure: Kernel command line: bootid=[boot-id]`,
  );
});

function filesHolding(secret: string, folder = app.data): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const stats = statSync(path);
    if (stats.isDirectory()) return filesHolding(secret, path);
    return stats.isFile() && readFileSync(path).includes(secret) ? [path] : [];
  });
}

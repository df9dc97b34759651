import { machineGrant, machineRevoke } from '@netberth/api';
import type { Grant } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installer, withManifest } from '../harness/images.ts';
import { diskSaying, headline, profileIn } from '../harness/read-script.ts';
import { TestApp } from '../harness/start-app.ts';
import type { Booted, Known } from '../harness/start-app.ts';

const answers = 'answers: { answer.yaml: answer.liquid }';
let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
  const image = { ...installer, ...withManifest(answers, 'image: disk.raw') };
  await app.import('wipe', image);
  await app.import('image1', image);
  await app.import('retry1', image, { retryAfterStart: true });
});
afterAll(() => app.stop());

async function granted(profiles: string[], more: { maxStarts?: number } = {}): Promise<Known> {
  const machine = await app.addMachine();
  await app.run(machineGrant, { machine: String(machine.id), profiles, ...more });
  return machine;
}

async function grantOf(machine: Known): Promise<Grant> {
  const { grant } = await app.show(machine);
  if (grant === null) throw new Error('it has no live grant');
  return grant;
}

function fetchImage(script: string, range?: string) {
  const folder = /^kernel (b\/\d+\/images\/[^/]+)\//m.exec(script)?.[1] ?? 'none';
  return app.ask({ path: `/${folder}/disk.raw`, ...(range !== undefined && { headers: { range } }) });
}

async function expectDiskAndAlert(machine: Known, profile: string): Promise<void> {
  const says = `NB1107: machine ${machine.id}: ${profile} has started and has not reported its end; it boots its own disk`;
  expect((await app.boot(machine.presented)).script).toBe(
    diskSaying(
      says,
      `If it hangs: netberth machine grant ${machine.id} ${profile} --replace. To let it retry by itself, import with --retry-after-start.`,
    ),
  );
  expect(await app.alertsOf(machine)).toContain(`alert: ${says}`);
  expect(await app.stateOf(machine)).toBe('installing');
}

describe('a boot that has not started', () => {
  test('may be repeated: each gets a boot id of its own, and nothing is counted', async () => {
    const machine = await granted(['image1']);
    const bootIds = new Set<string>();
    for (let boots = 0; boots < 10; boots++) {
      const { script, bootId } = await app.boot(machine.presented);
      expect(profileIn(script)).toBe('image1');
      bootIds.add(bootId);
    }
    expect(bootIds.size).toBe(10);
    expect(await grantOf(machine)).toMatchObject({ starts: 0, step: 0, status: 'live' });
    expect(await app.stateOf(machine)).toBe('granted');
  });

  test('is one that fetched its kernel, its initrd and the beginning of its image', async () => {
    const machine = await granted(['image1']);
    const { script } = await app.boot(machine.presented);
    for (const file of ['vmlinuz', 'initrd.img']) {
      const folder = /^kernel (b\/\d+\/images\/[^/]+)\//m.exec(script)?.[1];
      expect((await app.ask(`/${folder}/${file}`)).status).toBe(200);
    }
    expect((await fetchImage(script, 'bytes=0-499')).text.length).toBe(500);
    expect(profileIn((await app.boot(machine.presented)).script)).toBe('image1');
    expect((await grantOf(machine)).starts).toBe(0);
  });
});

describe('a boot is started once it has fetched', () => {
  const starts: [string, (machine: Known, booted: Booted) => Promise<{ status: number }>][] = [
    ['an answer file', ({ id }, { bootId }) => app.ask(`/config/${id}/${bootId}/answer.yaml`)],
    ['the post-install script', (machine, { bootId }) => app.call('/post-install', machine, bootId)],
    ['its image', (_, { script }) => fetchImage(script)],
    ['most of its image', (_, { script }) => fetchImage(script, 'bytes=0-500')],
    ['the end of its image', (_, { script }) => fetchImage(script, 'bytes=-1')],
  ];
  test.each(starts)('%s: from then on it boots the disk, with an alert', async (_, fetch) => {
    const machine = await granted(['image1']);
    const booted = await app.boot(machine.presented);
    expect([200, 206]).toContain((await fetch(machine, booted)).status);
    expect((await grantOf(machine)).starts).toBe(1);
    await expectDiskAndAlert(machine, 'image1');
  });

  test('the same again costs nothing: a boot starts once', async () => {
    const machine = await granted(['image1']);
    const { bootId, script } = await app.boot(machine.presented);
    for (let times = 0; times < 3; times++) {
      expect((await app.ask(`/config/${machine.id}/${bootId}/answer.yaml`)).status).toBe(200);
      expect((await app.call('/post-install', machine, bootId)).status).toBe(200);
      expect((await fetchImage(script)).status).toBe(200);
    }
    expect((await grantOf(machine)).starts).toBe(1);
  });

  test('a HEAD for its image is not a start', async () => {
    const machine = await granted(['image1']);
    const { script } = await app.boot(machine.presented);
    const path = `/${/^kernel (b\/\d+\/images\/[^/]+)\//m.exec(script)?.[1]}/disk.raw`;
    expect((await app.ask({ method: 'HEAD', path })).status).toBe(200);
    expect((await grantOf(machine)).starts).toBe(0);
  });

  test('what another of its boots has started: the first to fetch wins, the other gets nothing', async () => {
    const machine = await granted(['image1']);
    const [one, other] = [await app.boot(machine.presented), await app.boot(machine.presented)];
    const [first, second] = await Promise.all([
      app.call('/post-install', machine, one.bootId),
      app.call('/post-install', machine, other.bootId),
    ]);
    expect([first.status, second.status].sort((a, b) => a - b)).toEqual([200, 409]);
    expect((await grantOf(machine)).starts).toBe(1);
  });
});

describe('a profile that may be retried after it has started', () => {
  test('is served again until it has started twice, which is the default', async () => {
    const machine = await granted(['retry1']);
    for (const starts of [1, 2]) {
      const { script, bootId } = await app.boot(machine.presented);
      expect(profileIn(script)).toBe('retry1');
      expect((await app.call('/post-install', machine, bootId)).status).toBe(200);
      expect((await grantOf(machine)).starts).toBe(starts);
    }
    expect((await app.boot(machine.presented)).script).toBe(
      diskSaying(
        `NB1108: machine ${machine.id}: retry1 has started 2 times and never finished; it boots its own disk`,
        `What it said: netberth machine show ${machine.id}. Again: netberth machine grant ${machine.id} PROFILE`,
      ),
    );
    expect(await app.stateOf(machine)).toBe('failed');
    expect((await app.show(machine)).grant).toBeNull();
  });

  test.each([1, 3])('is served until it has started %i times, when the grant says so', async (maxStarts) => {
    const machine = await granted(['retry1'], { maxStarts });
    for (let starts = 0; starts < maxStarts; starts++) {
      const { bootId } = await app.boot(machine.presented);
      expect((await app.call('/post-install', machine, bootId)).status).toBe(200);
    }
    expect(headline((await app.boot(machine.presented)).script)).toContain(`started ${maxStarts} times`);
  });

  test('counts the starts of each step for itself', async () => {
    const machine = await granted(['retry1', 'retry1'], { maxStarts: 1 });
    const first = await app.boot(machine.presented);
    await app.call('/post-install', machine, first.bootId);
    await app.call('/finish', machine, first.bootId);
    const second = await app.boot(machine.presented);
    expect(headline(second.script)).toContain('serves retry1, step 2 of 2');
    expect((await app.call('/post-install', machine, second.bootId)).status).toBe(200);
  });
});

describe('a step ends only by its finish', () => {
  test('not by booting again, and not by the finish of another step', async () => {
    const machine = await granted(['wipe', 'image1']);
    const wiping = await app.boot(machine.presented);
    const finish = await app.call('/finish', machine, wiping.bootId);
    expect(finish.text).toBe(`machine ${machine.id}: wipe finished, next is image1\n`);
    const installing = await app.boot(machine.presented);
    expect(profileIn(installing.script)).toBe('image1');
    await app.call('/finish', machine, wiping.bootId);
    expect(profileIn((await app.boot(machine.presented)).script)).toBe('image1');
    const last = await app.call('/finish', machine, installing.bootId);
    expect(last.text).toBe(`machine ${machine.id}: image1 finished\n`);
    expect(await app.stateOf(machine)).toBe('finished');
  });

  test('and a repeated finish answers like the first and changes nothing', async () => {
    const machine = await granted(['wipe', 'image1']);
    const { bootId } = await app.boot(machine.presented);
    const first = await app.call('/finish', machine, bootId);
    const after = await app.show(machine);
    for (const body of [undefined, '', 'again']) {
      const again = await app.call('/finish', machine, bootId, body);
      expect([again.status, again.text]).toEqual([first.status, first.text]);
    }
    expect(await app.show(machine)).toEqual(after);
    const next = await app.boot(machine.presented);
    await app.call('/finish', machine, next.bootId);
    expect((await app.call('/finish', machine, bootId)).text).toBe(first.text);
  });

  test('also when many say it at once', async () => {
    const machine = await granted(['wipe', 'image1']);
    const { bootId } = await app.boot(machine.presented);
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.call('/finish', machine, bootId)));
    expect(new Set(answers.map(({ text }) => text))).toEqual(
      new Set([`machine ${machine.id}: wipe finished, next is image1\n`]),
    );
    expect(await grantOf(machine)).toMatchObject({ step: 1, status: 'live' });
  });
});

describe('a late finish moves a failed machine on', () => {
  test('to the next step', async () => {
    const machine = await granted(['wipe', 'image1']);
    const { bootId } = await app.boot(machine.presented);
    await app.call('/post-install', machine, bootId);
    await app.call('/failed', machine, bootId, 'no answer from the disk');
    expect(await app.stateOf(machine)).toBe('failed');
    await app.call('/finish', machine, bootId);
    expect(await app.stateOf(machine)).toBe('granted');
    expect(profileIn((await app.boot(machine.presented)).script)).toBe('image1');
  });

  test('to finished, also after its grant has expired or was revoked meanwhile', async () => {
    const machine = await granted(['image1']);
    const { bootId } = await app.boot(machine.presented);
    await app.call('/post-install', machine, bootId);
    app.nowMs += 5 * 3_600_000;
    expect(headline((await app.boot(machine.presented)).script)).toMatch(/^NB1112/);
    expect(await app.stateOf(machine)).toBe('failed');
    expect((await app.call('/finish', machine, bootId)).status).toBe(200);
    expect(await app.stateOf(machine)).toBe('finished');
  });

  test('but not to the next step of a grant that a person has revoked since', async () => {
    const machine = await granted(['wipe', 'image1']);
    const { bootId } = await app.boot(machine.presented);
    await app.call('/post-install', machine, bootId);
    await app.call('/failed', machine, bootId, 'no answer from the disk');
    await app.run(machineRevoke, { machine: String(machine.id) });
    expect((await app.call('/finish', machine, bootId)).status).toBe(200);
    expect(profileIn((await app.boot(machine.presented)).script)).toBeNull();
    expect(await app.stateOf(machine)).toBe('failed');
    expect(await app.refusal(machineRevoke, { machine: String(machine.id) })).toMatch(/^NB3008 /);
  });

  test('but not to the next step of a grant that has expired', async () => {
    const machine = await granted(['wipe', 'image1']);
    const { bootId } = await app.boot(machine.presented);
    await app.call('/post-install', machine, bootId);
    app.nowMs += 5 * 3_600_000;
    await app.boot(machine.presented);
    expect((await app.call('/finish', machine, bootId)).status).toBe(200);
    expect(profileIn((await app.boot(machine.presented)).script)).toBeNull();
    expect(await app.stateOf(machine)).toBe('failed');
  });
});

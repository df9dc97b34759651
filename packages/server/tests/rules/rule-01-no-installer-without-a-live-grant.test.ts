import { machineGrant, machineHold, machineRevoke, machineSet, machineUnhold } from '@netberth/api';
import { listResolutions, platformName, type BootSpec, type Product } from '@netberth/catalogue';
import { loadCatalogue } from '@netberth/catalogue/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atConsole } from '../harness/at-console.ts';
import { installer, withManifest } from '../harness/images.ts';
import { diskSaying, headline, profileIn } from '../harness/read-script.ts';
import { TestApp } from '../harness/start-app.ts';
import type { Known } from '../harness/start-app.ts';

const minuteMs = 60_000;
let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
  await app.import('wipe', installer);
  await app.import('image1', installer);
  await app.import('rescue', installer, { nonDestructive: true });
});
afterAll(() => app.stop());

async function granted(profiles: string[], more: { expires?: string } = {}): Promise<Known> {
  const machine = await app.addMachine();
  await app.run(machineGrant, { machine: String(machine.id), profiles, ...more });
  return machine;
}

async function whatGets({ presented }: Known): Promise<[string | null, string]> {
  const { script } = await app.boot(presented);
  return [profileIn(script), headline(script)];
}

describe('the default answer is the disk of the machine itself', () => {
  test('to one that is new', async () => {
    const mac = app.newMac();
    const { script } = await app.boot({ net0: mac });
    const id = /machine (\d+)/.exec(script)?.[1] ?? '';
    expect(script).toBe(diskSaying(`NB1002: machine ${id}: nothing is granted, it boots its own disk`));
  });

  test('to one that was added and never granted anything', async () => {
    const machine = await app.addMachine({ hostname: 'web1' });
    expect(await whatGets(machine)).toEqual([
      null,
      `NB1002: web1 (machine ${machine.id}): nothing is granted, it boots its own disk`,
    ]);
  });

  test('whatever profile it asks for by itself', async () => {
    const { presented, id } = await app.addMachine();
    for (const pick of ['wipe', 'image1', 'none']) {
      const { script } = await app.boot({ ...presented, pick, profile: pick, state: pick });
      expect(headline(script)).toBe(`NB1002: machine ${id}: nothing is granted, it boots its own disk`);
    }
  });
});

describe('a destructive profile is served under a grant that is', () => {
  test('live', async () => {
    const machine = await granted(['image1']);
    expect(await whatGets(machine)).toEqual([
      'image1',
      expect.stringMatching(/^NB1006: machine \d+: grant \d+ serves image1, step 1 of 1$/),
    ]);
  });

  test('not expired: to the last millisecond, and not after it', async () => {
    const machine = await granted(['image1'], { expires: '30m' });
    app.nowMs += 30 * minuteMs - 1;
    expect(await whatGets(machine)).toEqual(['image1', expect.stringMatching(/^NB1006/)]);
    app.nowMs += 1;
    const [profile, line] = await whatGets(machine);
    expect(profile).toBeNull();
    expect(line).toMatch(
      /^NB1112: machine \d+: grant \d+ expired before it was used up; it boots its own disk$/,
    );
    expect(await app.stateOf(machine)).toBe('new');
    app.nowMs -= 30 * minuteMs;
    expect((await whatGets(machine))[0]).toBeNull();
  });

  test('not used up', async () => {
    const profile = withManifest('retryAfterStart: true', 'answers: { answer.yaml: answer.liquid }');
    await app.import('retry1', profile);
    const machine = await app.addMachine();
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['retry1'], maxStarts: 1 });
    const { bootId } = await app.boot(machine.presented);
    expect((await app.ask(`/config/${machine.id}/${bootId}/answer.yaml`)).status).toBe(200);
    expect(await whatGets(machine)).toEqual([
      null,
      `NB1108: machine ${machine.id}: retry1 has started 1 times and never finished; it boots its own disk`,
    ]);
    expect(await app.stateOf(machine)).toBe('failed');
  });

  test('not revoked', async () => {
    const machine = await granted(['image1']);
    await app.run(machineRevoke, { machine: String(machine.id) });
    expect(await whatGets(machine)).toEqual([
      null,
      `NB1002: machine ${machine.id}: nothing is granted, it boots its own disk`,
    ]);
  });

  test('not replaced: the new one counts', async () => {
    const machine = await granted(['wipe', 'image1']);
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'], replace: true });
    expect((await whatGets(machine))[0]).toBe('image1');
  });

  test('not done', async () => {
    const machine = await granted(['image1']);
    const { bootId } = await app.boot(machine.presented);
    await app.call('/finish', machine, bootId);
    expect(await whatGets(machine)).toEqual([
      null,
      `NB1001: machine ${machine.id}: its install is finished, it boots its own disk`,
    ]);
  });

  test('not of another machine', async () => {
    await granted(['image1']);
    const other = await app.addMachine();
    expect((await whatGets(other))[0]).toBeNull();
  });

  test('not of a machine that is held', async () => {
    const machine = await granted(['image1']);
    await app.run(machineHold, { machine: String(machine.id), reason: 'shelf moves' });
    expect(await whatGets(machine)).toEqual([
      null,
      `NB1102: machine ${machine.id}: it is held: shelf moves (ada (claimed)); it boots its own disk`,
    ]);
    await app.run(machineUnhold, { machine: String(machine.id) });
    expect((await whatGets(machine))[0]).toBe('image1');
  });

  test('not failed', async () => {
    const machine = await granted(['wipe', 'image1']);
    const { bootId } = await app.boot(machine.presented);
    await app.call('/failed', machine, bootId, 'no disk found\nand more');
    expect(await whatGets(machine)).toEqual([
      null,
      `NB1101: machine ${machine.id}: its install failed: wipe reports: no disk found; it boots its own disk`,
    ]);
  });
});

describe('a grant that a person took back stays taken back', () => {
  test('when a step of the grant before it is reported as finished late', async () => {
    const machine = await granted(['wipe', 'image1']);
    const { bootId } = await app.boot(machine.presented);
    await app.call('/post-install', machine, bootId);
    await app.call('/failed', machine, bootId, 'it seemed so');
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
    await app.run(machineRevoke, { machine: String(machine.id) });
    expect((await app.call('/finish', machine, bootId)).status).toBe(200);
    expect((await whatGets(machine))[0]).toBeNull();
    const { grant, state } = await app.show(machine);
    expect([grant, state]).toEqual([null, 'new']);
  });

  test('when a non-destructive step had failed under the grant before', async () => {
    const machine = await granted(['rescue', 'image1']);
    const { bootId } = await app.boot(machine.presented);
    await app.call('/failed', machine, bootId, 'it seemed so');
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
    await app.boot(machine.presented);
    await app.run(machineRevoke, { machine: String(machine.id) });
    await app.call('/finish', machine, bootId);
    expect((await whatGets(machine))[0]).toBeNull();
  });
});

test('a grant that another has followed does not come back, however the other ended', async () => {
  const machine = await granted(['wipe', 'image1']);
  const { bootId: first } = await app.boot(machine.presented);
  await app.call('/failed', machine, first, 'it seemed so');
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['rescue'] });
  const { bootId: second } = await app.boot(machine.presented);
  await app.call('/failed', machine, second, 'this too');
  expect((await app.call('/finish', machine, first)).status).toBe(200);
  expect(await whatGets(machine)).toEqual([
    null,
    `NB1101: machine ${machine.id}: its install failed: rescue reports: this too; it boots its own disk`,
  ]);
});

describe('what is not destructive needs no grant', () => {
  test('as the resting profile of a machine, again and again', async () => {
    const machine = await app.addMachine({ resting: 'rescue' });
    for (let boot = 0; boot < 3; boot++) {
      expect(await whatGets(machine)).toEqual([
        'rescue',
        `NB1007: machine ${machine.id}: nothing is granted, it boots its resting profile rescue`,
      ]);
    }
  });

  test('but a destructive profile cannot be rested on', async () => {
    const machine = await app.addMachine();
    expect(await app.refusal(machineSet, { machine: String(machine.id), resting: 'image1' })).toBe(
      'NB3016 "image1" cannot be a resting choice: it is destructive. Use disk, menu or a profile that netberth profile list does not call destructive.',
    );
  });

  test('and one that became destructive later is not served', async () => {
    await app.import('live1', installer, { nonDestructive: true });
    const machine = await app.addMachine({ resting: 'live1' });
    await app.import('live1', installer, { replace: true });
    expect(await whatGets(machine)).toEqual([
      null,
      `NB1110: machine ${machine.id}: its resting profile live1 is destructive and needs a grant; it boots its own disk`,
    ]);
    expect(await app.alertsOf(machine)).toEqual([
      `alert: NB1110: machine ${machine.id}: its resting profile live1 is destructive and needs a grant; it boots its own disk`,
    ]);
  });
});

test('imported profiles are destructive unless said otherwise; discover is not', async () => {
  const { destructive: image } = await app.import('plain', installer);
  const { destructive: said } = await app.import('said', installer, { nonDestructive: true });
  const { destructive: own } = await app.import('own', {
    ...installer,
    ...withManifest('destructive: false'),
  });
  const { destructive: discover } = await app.import('discover', installer);
  expect([image, said, own, discover]).toEqual([true, false, false, false]);
});

describe('what a person picks in the menu', () => {
  test('is served when it is not destructive', async () => {
    const { presented, id } = await app.addMachine({ resting: 'menu' });
    const { script } = await app.boot({ ...presented, pick: 'rescue' });
    expect([profileIn(script), headline(script)]).toEqual([
      'rescue',
      `NB1009: machine ${id}: a person picked rescue in the menu`,
    ]);
  });

  test('is attended: its answer file and its post-install script need a grant', async () => {
    const { presented, id } = await app.addMachine({ resting: 'menu' });
    const image = withManifest('answers: { answer.yaml: answer.liquid }');
    await app.import('live2', { ...image, 'post_install.tmpl': '#!/bin/sh\n' }, { nonDestructive: true });
    const { bootId } = await app.boot({ ...presented, pick: 'live2' });
    const why = 'a person picked it in the menu, and what is unattended needs a grant';
    for (const path of [`/config/${id}/${bootId}/answer.yaml`, `/post-install?id=${id}&bootid=${bootId}`]) {
      const { status, text } = await app.ask(path);
      expect([status, text]).toEqual([409, expect.stringContaining(why)]);
    }
  });

  test('is the menu again when it is destructive, unknown or nonsense', async () => {
    const { presented } = await app.addMachine({ resting: 'menu' });
    const { script: menu } = await app.boot(presented);
    expect(menu).toContain('item profile-rescue rescue\n');
    expect(menu).not.toContain('image1');
    for (const pick of ['image1', 'none', '../rescue', '', '\0']) {
      expect((await app.boot({ ...presented, pick })).script).toBe(menu);
    }
  });
});

/** Only an answer file starts it, which no menu has. */
function isUnattended({ inputs }: Product, { choice }: BootSpec): boolean {
  return inputs.some(
    ({ automation, required, when }) =>
      automation !== undefined &&
      required &&
      Object.entries(when ?? {}).every(([name, wanted]) => wanted.includes(choice[name] ?? '')),
  );
}

describe('what a person chooses in the catalogue', () => {
  const { catalogue } = loadCatalogue();
  // of each product one on every platform
  const choices = catalogue.products.flatMap((product) => [
    ...new Map(
      listResolutions(catalogue, product).flatMap(({ resolution }) =>
        resolution.ok && resolution.spec.confirm !== null && !isUnattended(product, resolution.spec)
          ? [[platformName(resolution.spec.platform), resolution.spec] as const]
          : [],
      ),
    ).values(),
  ]);
  const named = choices.map((spec) => ({ spec, name: `${spec.title} on ${platformName(spec.platform)}` }));

  test.each(named)('asks before it destroys, and nobody there is a no: $name', async ({ spec }) => {
    const { firmware, arch } = spec.platform;
    const inputs = catalogue.products.find(({ id }) => id === spec.product)?.inputs ?? [];
    const examples = inputs.flatMap(({ id, required, example, automation }) =>
      required && example !== undefined && automation === undefined ? [[id, example]] : [],
    );
    const query = new URLSearchParams({ ...spec.choice, ...Object.fromEntries(examples), firmware, arch });
    const machine = await granted(['image1']);
    const platform = firmware === 'efi' ? 'efi' : 'pcbios';
    const path = `/menu/p/${spec.product}?${query.toString()}`;
    const { end, fetches } = await atConsole(app, path, { mac: machine.mac, platform, arch });
    expect(end).toMatchObject({ kind: 'waits', pause: { kind: 'menu', timeoutMs: null } });
    expect(end.kind === 'waits' && end.pause.kind === 'menu' && end.pause.items[end.pause.selected]).toEqual({
      label: 'no',
      text: 'No, go back',
      key: null,
    });
    expect(fetches.filter(({ url }) => !url.startsWith(app.bootUrl))).toEqual([]);
  });
});

test.each([
  ['1m', minuteMs],
  ['12w', 12 * 7 * 24 * 60 * minuteMs],
])('a grant may live for %s', async (expires, lifeMs) => {
  const machine = await granted(['image1'], { expires });
  const startMs = app.nowMs;
  app.nowMs = startMs + lifeMs - 1;
  expect((await whatGets(machine))[0]).toBe('image1');
  app.nowMs = startMs + lifeMs;
  expect((await whatGets(machine))[0]).toBeNull();
  app.nowMs = startMs;
});

import { machineGrant, machineList, machineRevoke } from '@netberth/api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installer } from './harness/images.ts';
import { headline, profileIn } from './harness/read-script.ts';
import { TestApp } from './harness/start-app.ts';
import type { Booted, Known, Presented } from './harness/start-app.ts';

let app: TestApp;
// 150 bytes a second: 9,000 are through in a minute, which is seven images of somewhat more than a kilobyte
beforeEach(async () => {
  app = await TestApp.start({ 'new-machines': 'wait', 'link-speed': '1.2kbit' });
  await app.import('image1', { ...installer, 'disk.raw': 'd'.repeat(1000) });
});
afterEach(() => app.stop());

/** The setting that a script leaves behind in iPXE, which our bootstrap script sends. */
function waitingIn(script: string): Presented {
  const boot = /^set netberth_waiting (\d+)$/m.exec(script)?.[1];
  return boot === undefined ? {} : { waiting: boot };
}

function pauseMsIn(script: string): number {
  return Number(/^prompt --key d --timeout (\d+) /m.exec(script)?.[1]);
}

async function boots({ id }: Pick<Known, 'id'>): Promise<string[]> {
  return (await app.show({ id })).boots.map(({ decision }) => decision).toReversed();
}

async function fetchImage(script: string): Promise<void> {
  const folder = /^kernel (b\/\d+\/images\/image1)\//m.exec(script)?.[1];
  for (const file of ['vmlinuz', 'initrd.img', 'disk.raw'])
    expect((await app.ask(`/${folder}/${file}`)).status).toBe(200);
}

async function grantedMachines(count: number): Promise<Known[]> {
  const machines: Known[] = [];
  for (let made = 0; made < count; made += 1) {
    const machine = await app.addMachine();
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
    machines.push(machine);
  }
  return machines;
}

test('a new machine that asks every minute has one boot, is counted once, and is seen all the time', async () => {
  const presented = { net0: app.newMac() };
  let { script } = await app.boot(presented);
  const id = Number(/machine (\d+)/.exec(script)?.[1]);
  const boot = waitingIn(script);
  for (let minute = 0; minute < 5; minute += 1) {
    app.nowMs += 60_000;
    const again = await app.boot({ ...presented, ...waitingIn(script) });
    expect(again.script).toBe(script);
    ({ script } = again);
  }
  expect(await boots({ id })).toEqual(['wait']);
  expect((await app.show({ id })).lastSeenAt).toBe('2026-01-01T00:05:00.000Z');
  const { text } = await app.askSocket('/metrics');
  expect(text).toContain('netberth_boots_total{decision="wait",reason="NB1003"} 1\n');

  await app.run(machineGrant, { machine: String(id), profiles: ['image1'] });
  expect(profileIn((await app.boot({ ...presented, ...boot })).script)).toBe('image1');
  expect(await boots({ id })).toEqual(['wait', 'profile']);
});

test('one connection carries all that a machine asks for, and is kept for longer than iPXE keeps it', async () => {
  const [machine] = await grantedMachines(1);
  const { headers } = await app.ask('/bootstrap.ipxe');
  // iPXE: ten seconds (HTTP_CONN_EXPIRY in src/net/tcp/httpconn.c)
  expect(headers['keep-alive']).toBe('timeout=72');
  await fetchImage((await app.boot(machine?.presented ?? {})).script);
  const { text } = await app.askSocket('/metrics');
  expect(text).toContain('netberth_connections{plane="boot"} 1\n');
});

test('what a machine says of its waiting is no boot of another, and a restarted one begins a boot', async () => {
  const [one, other] = [{ net0: app.newMac() }, { net0: app.newMac() }];
  const first = await app.boot(one);
  const second = await app.boot({ ...other, ...waitingIn(first.script) });
  expect(waitingIn(second.script)).not.toEqual(waitingIn(first.script));
  await app.boot(one);
  expect(await boots({ id: 1 })).toEqual(['wait', 'wait']);
  expect(await boots({ id: 2 })).toEqual(['wait']);
});

test('the eighth of eight waits, and its screen says its place, when its turn comes, and how to go on', async () => {
  const machines = await grantedMachines(8);
  const scripts: string[] = [];
  for (const { presented } of machines)
    scripts.push((await app.boot({ ...presented, platform: 'efi' })).script);
  expect(scripts.map(profileIn)).toEqual([...Array<string>(7).fill('image1'), null]);
  const [last] = machines.slice(-1);
  expect(scripts[7]).toBe(
    `#!ipxe
echo Netberth NB8975: machine ${last?.id}: image1 waits for its turn: place 1 of 1, in about 10 s
echo Netberth Nobody has to do anything: it is fetched when the link of the server has room for it.
set netberth_waiting 8
clear netberth_failures ||
prompt --key d --timeout 5000 Press d to boot the disk now; asking again in 5 seconds && goto disk ||
chain --autofree --replace bootstrap.ipxe ||
isset \${netberth_failures} || set netberth_failures:int32 0
inc netberth_failures
iseq \${netberth_failures} 11 && goto disk ||
echo Netberth: attempt \${netberth_failures} of 10; asking again in 10 seconds
sleep 10
chain --autofree --replace bootstrap.ipxe || goto disk
:disk
exit 1
`,
  );
});

describe('a storm', () => {
  test('everybody gets the image, who came first first, one boot for all the asking, seven at once', async () => {
    const machines = await grantedMachines(30);
    const arrived: number[] = [];
    const fetching = new Map<number, { readonly script: string; readonly untilMs: number }>();
    const asleep = new Map(machines.map((machine) => [machine.id, { atMs: app.nowMs, said: {} }]));
    const places: string[] = [];
    while (asleep.size > 0 || fetching.size > 0) {
      for (const [id, { script, untilMs }] of fetching) {
        if (untilMs > app.nowMs) continue;
        await fetchImage(script);
        fetching.delete(id);
      }
      for (const { id, presented } of machines) {
        const next = asleep.get(id);
        if (next === undefined || next.atMs > app.nowMs) continue;
        const { script } = await app.boot({ ...presented, ...next.said });
        if (profileIn(script) === 'image1') {
          asleep.delete(id);
          arrived.push(id);
          fetching.set(id, { script, untilMs: app.nowMs + 20_000 });
        } else {
          asleep.set(id, { atMs: app.nowMs + pauseMsIn(script), said: waitingIn(script) });
          if (id === 30) places.push(/place (\d+) of/.exec(script)?.[1] ?? '');
        }
      }
      expect(fetching.size).toBeLessThanOrEqual(7);
      app.nowMs += 2000;
    }
    // nobody is overtaken by who came a wave later
    for (const [index, id] of arrived.entries()) expect(Math.abs(index + 1 - id)).toBeLessThan(7);
    expect(places[0]).toBe('23');
    expect(places.map(Number)).toEqual(places.map(Number).toSorted((a, b) => b - a));
    for (const machine of machines.slice(7)) expect(await boots(machine)).toEqual(['queue', 'profile']);
    expect((await app.show({ id: 30 })).grant?.starts).toBe(1);
  });

  test('people see who waits where: in the list, at the machine, in the metrics', async () => {
    const machines = await grantedMachines(9);
    for (const { presented } of machines) await app.boot(presented);
    const { machines: listed } = await app.run(machineList, {});
    const [ninth] = listed.filter(({ id }) => id === 9);
    expect(ninth?.downloadTurn).toEqual({
      ...{ profile: 'image1', place: 2, waiting: 2, readyAt: '2026-01-01T00:00:11.880Z' },
    });
    expect(listed.filter(({ downloadTurn }) => downloadTurn !== null).map(({ id }) => id)).toEqual([8, 9]);
    const { text } = await app.askSocket('/metrics');
    expect(text).toContain('netberth_downloads{state="fetching"} 7\nnetberth_downloads{state="waiting"} 2\n');
    app.nowMs += 180_000;
    expect((await app.show({ id: 9 })).downloadTurn).toBeNull();
  });

  test('who waits is sent to erase nothing that was taken back meanwhile, and leaves the line', async () => {
    const machines = await grantedMachines(9);
    const scripts: string[] = [];
    for (const { presented } of machines) scripts.push((await app.boot(presented)).script);
    await app.run(machineRevoke, { machine: '8' });
    const { script } = await app.boot({ ...machines[7]?.presented, ...waitingIn(scripts[7] ?? '') });
    expect(headline(script)).toMatch(/^NB1003: machine 8: /);
    const ninth = await app.boot({ ...machines[8]?.presented, ...waitingIn(scripts[8] ?? '') });
    expect(headline(ninth.script)).toContain('place 1 of 1');
    expect((await app.show({ id: 9 })).grant?.starts).toBe(0);
  });

  test.each(['/finish', '/failed'])(
    'a machine that says %s gives its place to the next, also where it has not fetched all of the image',
    async (report) => {
      const machines = await grantedMachines(8);
      const booted: Booted[] = [];
      for (const { presented } of machines) booted.push(await app.boot(presented));
      const next = () => app.boot({ ...machines[7]?.presented, ...waitingIn(booted[7]?.script ?? '') });
      await fetchFirstHalf(booted[0]?.script ?? '');
      expect(headline((await next()).script)).toContain('place 1 of 1');
      expect((await app.call(report, { id: 1 }, booted[0]?.bootId ?? '')).status).toBe(200);
      expect(profileIn((await next()).script)).toBe('image1');
    },
  );

  test('a machine that dies while it fetches gives its place back, and who waits keeps its own over a restart', async () => {
    const machines = await grantedMachines(12);
    const scripts: string[] = [];
    for (const { presented } of machines) {
      scripts.push((await app.boot(presented)).script);
      app.nowMs += 1;
    }
    const ask = (id: number) =>
      app.boot({ ...machines[id - 1]?.presented, ...waitingIn(scripts[id - 1] ?? '') });
    app.nowMs += 30_000;
    expect(headline((await ask(12)).script)).toContain('place 5 of 5');
    await app.restart();
    for (const script of scripts.slice(0, 7)) await fetchFirstHalf(script);
    // seven files leave room for one more image
    expect(profileIn((await ask(12)).script)).toBe('image1');
    expect(headline((await ask(11)).script)).toContain('place 1 of 1');
    expect(headline((await ask(8)).script)).toContain('place 1 of 2');
    expect(headline((await ask(11)).script)).toContain('place 2 of 2');
    app.nowMs += 121_000;
    expect(profileIn((await ask(11)).script)).toBe('image1');
    for (const { id } of machines.slice(7)) expect((await app.show({ id })).boots.length).toBeLessThan(3);
  });
});

async function fetchFirstHalf(script: string): Promise<void> {
  const folder = /^kernel (b\/\d+\/images\/image1)\//m.exec(script)?.[1];
  await app.ask({ path: `/${folder}/disk.raw`, headers: { range: 'bytes=0-9' } });
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  firmwareInstall,
  machineGrant,
  mediaList,
  powerBootNext,
  powerConfigure,
  powerCycle,
  powerEject,
  powerList,
  powerOn,
  powerOrders,
  powerStatus,
} from '@netberth/api';
import { RedfishDouble, type DoubleOptions } from '@netberth/redfish/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makePe } from '../../src/features/firmware/probe/pe.fixture.ts';
import { installer } from '../harness/images.ts';
import { bootstrapPath, TestApp, type Known } from '../harness/start-app.ts';
import { endOf } from './ordered.ts';

let app: TestApp;
const doubles: RedfishDouble[] = [];

beforeAll(async () => {
  const port = await freePort();
  const boot = { 'boot-listen': `127.0.0.1:${port}`, 'boot-url': `http://127.0.0.1:${port}` };
  app = await TestApp.start({ ...boot, 'power-allow-loopback': 'true', 'trusted-proxies': '127.0.0.1' });
  await app.import('image1', installer);
  const from = join(app.data, 'own-loader');
  mkdirSync(from, { recursive: true });
  const texts = ['iPXE', 'file:autoexec.ipxe', '9.9.9+'];
  const commands = ['goto', 'chain', 'iflinkwait', 'vcreate'];
  writeFileSync(join(from, 'ipxe.efi'), makePe({ machine: 0x8664, commands, texts }));
  await app.run(firmwareInstall, { from });
});
afterAll(() => app.stop());
afterEach(() => {
  for (const double of doubles.splice(0)) double.stop();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

let machines = 0;

/** A boot of a machine with UEFI, from its own address. @returns the script */
async function visit({ presented }: Known, ip: string): Promise<string> {
  const path = bootstrapPath({ ...presented, platform: 'efi', buildarch: 'x86_64' });
  return (await app.ask({ path, headers: { 'x-forwarded-for': ip } })).text;
}

type Switched = {
  readonly machine: string;
  readonly ip: string;
  readonly known: Known;
  readonly bmc: RedfishDouble;
};

/** A machine that was seen with UEFI, and its BMC. */
async function switched(options: DoubleOptions = {}): Promise<Switched> {
  const bmc = await RedfishDouble.start(options);
  doubles.push(bmc);
  machines += 1;
  const ip = `192.0.2.${10 + machines}`;
  const known = await app.addMachine({ address: `${ip}/24`, gateway: '192.0.2.1' });
  await visit(known, ip);
  const machine = String(known.id);
  const words = { driver: 'redfish' as const, address: bmc.origin, user: 'admin', password: 'secret' };
  await app.run(powerConfigure, { machine, ...words });
  return { machine, ip, known, bmc };
}

test.each(['standard', 'ilo4', 'supermicro', 'irmc'] as const)(
  'one command installs a machine from its own ISO (%s): read by ranges, booted once, ejected when it has finished',
  async (vendor) => {
    const { machine, ip, known, bmc } = await switched({ vendor });
    const granted = await app.run(machineGrant, {
      machine,
      profiles: ['image1'],
      power: 'cycle',
      next: 'medium',
    });
    expect(await endOf(app, { id: granted.powerOrder ?? 0 })).toBe('done is on');
    expect(bmc.state.resets).toEqual(['On']);
    // The image has the machine's address in it, and was served to the BMC whole.
    expect(bmc.state.imageBytes?.includes(ip)).toBe(true);
    const [medium] = (await app.run(mediaList, {})).media.filter(({ machineId }) => machineId === known.id);
    expect(medium).toMatchObject({ format: 'iso', ip: [`${ip}/24`], firmware: ['uefi'] });
    expect(await app.run(powerStatus, { machine })).toMatchObject({
      medium: `${app.bootUrl}/media/…/boot.iso`,
    });

    const bootId = /bootid=([0-9a-f]{32})/.exec(await visit(known, ip))?.[1] ?? '';
    expect((await app.call('/finish', known, bootId)).status).toBe(200);
    expect(await app.stateOf(known)).toBe('finished');
    await expect.poll(() => bmc.state.image).toBe(null);
    await expect
      .poll(
        async () =>
          (await app.run(powerList, {})).machines.find((one) => one.machineId === known.id)?.mediumId,
      )
      .toBe(null);
    expect((await app.run(mediaList, {})).media.filter(({ machineId }) => machineId === known.id)).toEqual(
      [],
    );
    expect(bmc.sessionCount).toBe(0);
  },
  60_000,
);

test('a medium that a person has booted stays until a person ejects it', async () => {
  const { machine, bmc } = await switched();
  expect(await endOf(app, await app.run(powerBootNext, { machine, next: 'medium' }))).toBe(
    'done boots medium next',
  );
  expect([bmc.state.bootOnce, bmc.state.isOn]).toEqual(['Cd', false]);
  expect(await endOf(app, await app.run(powerEject, { machine }))).toBe('done the drive is empty');
  expect(bmc.state.image).toBe(null);
});

test('where every session is taken, it is tried again until one is free', async () => {
  const { machine, bmc } = await switched();
  bmc.fillSessions();
  const order = await app.run(powerOn, { machine });
  const seen = async () => (await app.run(powerOrders, { id: order.id })).orders[0];
  await expect.poll(async () => (await seen())?.why).toContain('The session establishment failed');
  expect((await seen())?.status).toBe('waiting');
  bmc.freeSessions();
  expect(await endOf(app, order)).toBe('done is on');
});

test('a task that fails ends the grant as failed, and the machine is not finished', async () => {
  const { machine, ip, known, bmc } = await switched({ resetTask: 'fails' });
  bmc.state.isOn = true;
  const granted = await app.run(machineGrant, { machine, profiles: ['image1'], power: 'cycle' });
  expect(await endOf(app, { id: granted.powerOrder ?? 0 })).toMatch(
    /^failed POST .*\(its task\).*not done again$/,
  );
  expect(await app.stateOf(known)).toBe('failed');
  expect(await visit(known, ip)).not.toContain('image1');
});

test('a BMC whose password was changed ends the grant at its first try, so that no account is locked', async () => {
  const { machine, known, bmc } = await switched();
  const words = { driver: 'redfish' as const, address: bmc.origin, user: 'admin', password: 'changed' };
  expect(await app.refusal(powerConfigure, { machine, ...words })).toContain(
    'the user or the password is wrong',
  );
  await app.run(powerConfigure, { machine, ...words, untested: true });
  const before = bmc.asked.length;
  const granted = await app.run(machineGrant, {
    machine,
    profiles: ['image1'],
    power: 'cycle',
    next: 'medium',
  });
  expect(await endOf(app, { id: granted.powerOrder ?? 0 })).toBe('failed the user or the password is wrong');
  expect(await app.stateOf(known)).toBe('failed');
  // Nor by ejecting what was never inserted.
  expect((await app.run(powerOrders, { of: machine })).orders.map(({ action }) => action)).toEqual(['cycle']);
  const logIns = bmc.asked.slice(before).filter((asked) => asked.startsWith('POST'));
  expect(logIns).toEqual(['POST /redfish/v1/SessionService/Sessions']);
  expect((await app.run(mediaList, {})).media.filter(({ machineId }) => machineId === known.id)).toEqual([]);
});

test('a machine without a medium of its own is told what is missing', async () => {
  const other = await TestApp.start({ 'power-allow-loopback': 'true' });
  const machine = String((await other.addMachine()).id);
  const words = {
    driver: 'redfish' as const,
    address: '192.0.2.9',
    user: 'u',
    password: 'p',
    untested: true,
  };
  await other.run(powerConfigure, { machine, ...words });
  expect(await other.refusal(powerCycle, { machine, next: 'medium' })).toContain('NB8711');
  await other.stop();
});

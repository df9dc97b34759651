import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import {
  machineForget,
  machineGrant,
  machineHold,
  machineList,
  machineLog,
  machineShow,
  profileCreate,
} from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installer } from './harness/images.ts';
import { TestApp } from './harness/start-app.ts';
import type { Known } from './harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk', 'logs-syslog': '127.0.0.1:0' });
  await app.import('web', installer);
});
afterAll(() => app.stop());

const run = promisify(execFile);
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtaEY5nwu7dolQGXhQ2V3VyGhH4poMC0lvmEkfVu7Qx ops@desk';
const syslogPort = () => app.syslogPort ?? 0;
const shown = ({ id }: Known) => app.run(machineShow, { machine: String(id) });
const logOf = ({ id }: Known) => app.run(machineLog, { machine: String(id), limit: 2000 });

/** A machine that has been given its installer, at an address of its own. */
async function installing(from: string): Promise<{ machine: Known; bootId: string }> {
  const machine = await app.addMachine();
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['web'] });
  const { bootId } = await app.boot(machine.presented, from);
  await app.call('/post-install', machine, bootId);
  return { machine, bootId };
}

/** `logger` of util-linux, as an installed system would call it. Its messages come from 127.0.0.1. */
const logger = (...flags: readonly string[]) =>
  run('logger', ['--server', '127.0.0.1', '--port', String(syslogPort()), ...flags]);

/** A datagram from another address of this host. */
async function datagram(from: string, ...messages: readonly string[]): Promise<void> {
  const socket = createSocket('udp4');
  socket.bind(0, from);
  await once(socket, 'listening');
  for (const message of messages)
    await new Promise((resolve) => socket.send(message, syslogPort(), '127.0.0.1', resolve));
  socket.close();
}

test('what the logger of util-linux sends in every way it can is in the history of the machine', async () => {
  const { machine } = await installing('127.0.0.1');
  await logger('--udp', '--rfc3164', '--tag', 'first', 'by UDP');
  await logger('--udp', '--rfc5424', '--tag', 'second', '--priority', 'user.err', 'by UDP, structured');
  await logger('--tcp', '--octet-count', '--tag', 'third', 'by TCP, counted');
  await logger('--tcp', '--tag', 'fourth', 'by TCP, a line');
  await expect.poll(async () => (await logOf(machine)).lineCount).toBe(4);
  const { lines } = await logOf(machine);
  const said = lines.map(({ program, severity, text, way }) => [program, severity, text, way]);
  expect(said.toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1))).toEqual([
    ['first', 5, 'by UDP', 'syslog'],
    ['fourth', 5, 'by TCP, a line', 'syslog'],
    ['second', 3, 'by UDP, structured', 'syslog'],
    ['third', 5, 'by TCP, counted', 'syslog'],
  ]);
});

test('how far an installer is stands in the list, the history and the events, and no state changes', async () => {
  const { machine } = await installing('127.0.0.2');
  const say = (item: string) =>
    datagram('127.0.0.2', `<14>Jan  1 00:00:00 main-menu[315]: INFO: Menu item '${item}' selected`);
  const stage = async () => {
    const { machines } = await app.run(machineList, { search: machine.mac });
    return machines[0]?.installProgress?.stage;
  };
  await say('partman-base');
  await expect.poll(stage).toBe('partitioning');
  await say('bootstrap-base');
  await expect.poll(stage).toBe('packages');
  // It comes back to what it has done: it is no less far.
  await say('partman-base');
  await say('grub-installer');
  await expect.poll(stage).toBe('boot-loader');
  const { state, boots } = await shown(machine);
  expect(state).toBe('installing');
  expect(boots[0]?.callbacks.filter(({ kind }) => kind === 'stage').map(({ detail }) => detail)).toEqual([
    'partitioning',
    'packages',
    'boot-loader',
  ]);
  expect((await app.events()).map(({ message }) => message)).toContain(
    `machine ${machine.id}: its installer is at the boot loader`,
  );
});

test('a line is believed only from the address of a live boot', async () => {
  const { machine } = await installing('127.0.0.3');
  const before = await installing('127.0.0.4');
  await app.run(machineHold, { machine: String(before.machine.id) });
  await datagram('127.0.0.5', '<13>stranger: hello');
  await datagram('127.0.0.4', '<13>held: hello');
  await datagram('127.0.0.3', '<13>own: hello');
  await expect.poll(async () => (await logOf(machine)).lines.map(({ program }) => program)).toEqual(['own']);
  expect(await logOf(before.machine)).toMatchObject({ boot: null, lines: [] });
});

test('lines are told with the boot id too, as text or as events of curtin', async () => {
  const { machine, bootId } = await installing('127.0.0.6');
  const told = await app.call('/log', machine, bootId, `mkfs: on /dev/vda1\nargs bootid=${bootId}\n`);
  expect([told.status, told.text]).toEqual([200, `machine ${machine.id}: 2 lines\n`]);
  const event = { origin: 'curtin', event_type: 'start', name: 'cmd-install/stage-partitioning' };
  await app.call('/log', machine, bootId, JSON.stringify(event));
  const { lines, stage } = await logOf(machine);
  expect([stage, lines.map(({ program, text, way }) => [program, text, way])]).toEqual([
    'partitioning',
    [
      ['mkfs', 'on /dev/vda1', 'http'],
      ['', 'args bootid=[boot-id]', 'http'],
      ['curtin', 'start: cmd-install/stage-partitioning', 'http'],
    ],
  ]);
  expect((await app.call('/log', machine, '0'.repeat(32), 'x')).status).toBe(401);
  // What is forgotten is gone with what it said.
  const number = (await shown(machine)).boots[0]?.number;
  await app.run(machineForget, { machine: String(machine.id) });
  const again = await app.addMachine();
  expect(await app.refusal(machineLog, { machine: String(again.id), boot: number })).toMatch(/^NB8860 /);
});

test('a flood is bounded: the newest lines stay, and what was dropped is said', async () => {
  const { machine, bootId } = await installing('127.0.0.7');
  const lines = (from: number) =>
    Array.from({ length: 500 }, (_, index) => `line ${from + index}`).join('\n');
  for (let sent = 0; sent < 3000; sent += 500) await app.call('/log', machine, bootId, lines(sent));
  const log = await logOf(machine);
  expect(log.lineCount + log.droppedCount).toBe(3000);
  expect(log.lineCount).toBeLessThanOrEqual(2200);
  expect(log.lines.at(-1)?.text).toBe('line 2999');
  // Many of them wait to be written at once: only so many of one address are.
  const flooding = connect({ port: syslogPort(), host: '127.0.0.1', localAddress: '127.0.0.8' });
  const { machine: other } = await installing('127.0.0.8');
  flooding.end('<13>flood: again\n'.repeat(5000));
  await expect
    .poll(async () => {
      const { lineCount, droppedCount } = await logOf(other);
      return lineCount + droppedCount;
    })
    .toBe(5000);
  expect((await logOf(other)).lineCount).toBeLessThan(5000);
});

test('an installer is told where its syslog goes, if that is received', async () => {
  const set = { user: 'ops', 'ssh-keys': key };
  const kernelLine = async (port: string) => {
    await app.restart(undefined, { 'logs-syslog': port });
    const machine = await app.addMachine();
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['debian12'] });
    return (await app.boot(machine.presented)).script;
  };
  await app.run(profileCreate, { name: 'debian12', product: 'debian', answers: 'default', set });
  expect(await kernelLine('off')).not.toContain('log_host');
  const port = String(20_000 + (process.pid % 20_000));
  expect(await kernelLine(`127.0.0.1:${port}`)).toContain(`log_host=127.0.0.1 log_port=${port}`);
});

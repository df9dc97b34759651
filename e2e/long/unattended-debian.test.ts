import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFailed, test } from 'vitest';
import { aptMirror, type AptMirror } from '../src/apt-mirror.ts';
import { debianInstaller } from '../src/debian-installer.ts';
import { debianEntry, isInstallerFile, sendInstallerFile } from '../src/debian-site.ts';
import { identity, Stage } from '../src/stage.ts';

const installMs = 110 * 60_000;
const bootMs = 10 * 60_000;
const address = '10.0.2.77';
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtaEY5nwu7dolQGXhQ2V3VyGhH4poMC0lvmEkfVu7Qx ops@desk';

const installer = await debianInstaller();
const mirror = await aptMirror('bookworm');
const isOutOfReach = installer === null || mirror === null;
const lacksParts = isOutOfReach || !mirror.hasInstallerParts;
const skippedParts = lacksParts
  ? ' (skipped: the Debian mirror that can be reached has no parts of the installer)'
  : '';
const skipped = isOutOfReach ? ' (skipped: no Debian mirror with the release can be reached from here)' : '';

/**
 * What the machine reaches, on one port: a mirror of Debian, and Netberth behind it. QEMU's user network shows every
 * guest as 127.0.0.1; the address that the machine has is told as proxies tell it.
 */
async function startFront(parts: { readonly folder: string; readonly mirror: AptMirror }) {
  const asked: string[] = [];
  let bootPort = 0;
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    asked.push(url);
    void answer(request, response, url).catch(() => response.destroy());
  });
  const answer = async (request: IncomingMessage, response: ServerResponse, url: string) => {
    if (isInstallerFile(url)) return sendInstallerFile(parts.folder, url, response);
    const site = /^\/(debian-security|debian)(\/.*)$/.exec(url);
    if (site === null) return passOn(request, response, bootPort);
    const upstream = site[1] === 'debian' ? parts.mirror.debian : parts.mirror.security;
    const { status, headers, body } = await fetch(`${upstream}${site[2]}`);
    const length = headers.get('content-length');
    response.writeHead(status, length === null ? {} : { 'content-length': length });
    return body === null ? void response.end() : pipeline(Readable.fromWeb(body), response);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    port: (server.address() as AddressInfo).port,
    passTo: (port: number) => void (bootPort = port),
    [Symbol.dispose]: () => (server.closeAllConnections(), void server.close()),
  };
}

async function passOn(request: IncomingMessage, response: ServerResponse, port: number): Promise<void> {
  const headers = { ...request.headers, 'x-forwarded-for': address };
  const passed = ask({ port, path: request.url, method: request.method, headers });
  request.pipe(passed);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    passed.on('response', resolve).on('error', reject);
  });
  response.writeHead(answer.statusCode ?? 500, answer.headers);
  await pipeline(answer, response);
}

/** A machine with a static address that was granted Debian with the answer file that comes along; it is on. */
async function startInstall(stage: Stage, front: Awaited<ReturnType<typeof startFront>>) {
  const { server } = stage;
  front.passTo(server.bootPort);
  mkdirSync(join(server.dataFolder, 'menu'), { recursive: true });
  writeFileSync(
    join(server.dataFolder, 'menu', 'debian.yaml'),
    debianEntry(front.port, ['mirror/suite={release}']),
  );
  const network = ['--address', `${address}/24`, '--gateway', '10.0.2.2', '--dns', '10.0.2.3'];
  const id = await server.addMachine(identity(1).mac, '--hostname', 'web1', ...network);
  await server.json(
    ...['profile', 'create', 'web', '--product', 'debian', '--answers', 'default'],
    ...['--set', `ssh-keys=${key}`, '--set', `security-mirror=http://10.0.2.2:${front.port}/debian-security`],
    ...['--set', 'packages=nginx-light', '--args', 'console=ttyS0 norandmaps mitigations=off'],
  );
  await server.grant(id, 'web');
  const bootUrl = `http://10.0.2.2:${front.port}/bootstrap.ipxe`;
  const machine = stage.machine('bios', { bootUrl, memoryMib: 1000, diskMib: 6000 });
  machine.switchOn();
  return { server, machine, id };
}

function openStage(name: string, port: number): Promise<Stage> {
  return Stage.open(name, ['--boot-url', `http://10.0.2.2:${port}`, '--trusted-proxies', '127.0.0.1']);
}

test.skipIf(isOutOfReach)(
  `Debian's installer takes the answer file that comes along, and goes to its mirror without a question${skipped}`,
  { timeout: 2 * bootMs },
  async () => {
    if (installer === null || mirror === null) throw new Error('nothing to install');
    using front = await startFront({ folder: installer, mirror });
    await using stage = await openStage('answered-debian', front.port);
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server, id } = await startInstall(stage, front);
    const deadline = Date.now() + bootMs;
    const hasPart = () => front.asked.some((url) => url.endsWith('.udeb'));
    while (!hasPart() && Date.now() < deadline) await sleep(500);
    expect(hasPart()).toBe(true);
    expect(front.asked).toContain('/debian/dists/bookworm/Release');
    const { state, boots } = await server.machine(id);
    expect([state, boots[0]?.profile, boots[0]?.address]).toEqual(['installing', 'web', address]);
    expect(boots[0]?.callbacks.map(({ kind }) => kind)).toEqual(['answer']);
  },
);

test.skipIf(lacksParts)(
  `Debian installs itself on a static address, calls back, and boots its disk${skippedParts}`,
  { timeout: installMs + 2 * bootMs },
  async () => {
    if (installer === null || mirror === null) throw new Error('nothing to install');
    using front = await startFront({ folder: installer, mirror });
    await using stage = await openStage('unattended-debian', front.port);
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server, machine, id } = await startInstall(stage, front);

    const deadline = Date.now() + installMs;
    while (!['finished', 'failed'].includes((await server.machine(id)).state) && Date.now() < deadline)
      await sleep(5_000);
    expect(await server.machine(id)).toMatchObject({ state: 'finished', grant: null });
    await machine.waitFor('web1 login:', 2 * bootMs);
    const { boots } = await server.machine(id);
    expect(boots.map(({ profile, decision }) => profile ?? decision)).toEqual(['disk', 'web']);
    expect(boots[1]?.callbacks.map(({ kind }) => kind)).toEqual(['answer', 'finish']);
    expect(front.asked.filter((url) => url.endsWith('.deb')).join(' ')).toMatch(/nginx-light_/);
  },
);

// The ways of docs/first-use.md that need a network, from nothing to the first machine on its own disk.
import { execFileSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installImage } from '../../src/test-image/kiwispray-image.ts';
import type { BareMachine } from '../src/bare-machine.ts';
import { within, type LabServer } from '../src/lab-server.ts';
import { Lab } from '../src/lab.ts';
import { named, noNetwork } from '../src/network-reason.ts';

const bootMs = 300_000;
const diskBytes = 256 * 1024 * 1024;

function emptyDisk(lab: Lab): string {
  const disk = join(lab.folder, 'disk.img');
  writeFileSync(disk, '');
  truncateSync(disk, diskBytes);
  return disk;
}

/** The machine has its grant: it installs, calls back, and comes up from its own disk. @returns what that boot was */
async function install(machine: BareMachine, server: LabServer, id: string) {
  machine.switchOn();
  await within(bootMs, 'the machine has installed and called back', async () => {
    return (await server.machine(id)).state === 'finished';
  });
  await machine.goesOff();
  machine.switchOn();
  await machine.waitFor('INSTALLED SYSTEM UP', bootMs);
  machine.switchOff();
  return (await server.machine(id)).boots[0]?.decision;
}

test.skipIf(noNetwork !== null)(
  named('in a lab with a DHCP server that is not ours, the first machine is seen, granted, and installed'),
  { timeout: 4 * bootMs },
  async () => {
    await using lab = await Lab.open('first-use-proxy');
    await lab.addForeignServer();
    const server = await lab.serve('--dhcp-mode', 'proxy');
    await server.waitForDhcp();
    const machine = await lab.machine('bios', lab.lan0, { disk: emptyDisk(lab) });
    machine.switchOn();
    await machine.waitFor('NB1002', bootMs);
    machine.switchOff();
    await server.json('profile', 'import', await installImage(lab.folder, 'first'));
    await server.json('machine', 'grant', '1', 'first');
    expect(await install(machine, server, '1')).toBe('disk');
  },
);

test.skipIf(noNetwork !== null)(
  named('without any DHCP server, a list becomes ISOs, and the first machine installs from its own'),
  { timeout: 3 * bootMs },
  async () => {
    await using lab = await Lab.open('first-use-list');
    const server = await lab.serve();
    const cd = join(lab.folder, 'db1.iso');
    const machine = await lab.machine('bios', lab.lan0, { cd, disk: emptyDisk(lab) });
    const list = join(lab.folder, 'servers.csv');
    writeFileSync(list, `hostname,macs,address,gateway\ndb1,${machine.mac},10.20.0.21/24,10.20.0.1\n`);
    await server.json('machine', 'import', '--csv', list);
    const zip = join(lab.folder, 'media.zip');
    const url = ['--boot-url', 'http://10.20.0.1:8080'];
    await server.json('media', 'batch', '--from-database', '-o', zip, ...url, '--firmware', 'bios');
    execFileSync('python3', ['-m', 'zipfile', '-e', zip, lab.folder]);
    await server.json('profile', 'import', await installImage(lab.folder, 'first', 'static-address'));
    await server.json('machine', 'grant', 'db1', 'first');
    expect(await install(machine, server, 'db1')).toBe('disk');
  },
);

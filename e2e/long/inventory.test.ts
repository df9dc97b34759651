import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { machineFacts } from '@netberth/api';
import { expect, onTestFailed, test } from 'vitest';
import { freePort } from '../src/free-port.ts';
import { bytesLeft, cardAtSwitch, dataDisk, type TestDisk } from '../src/inventory-machine.ts';
import { whyNoImage } from '../src/live/built-image.ts';
import { buildDiscover } from '../src/live/discover-image.ts';
import { identity, Stage } from '../src/stage.ts';
import { until } from '../src/until.ts';

const bootMs = 20 * 60_000;
const skipped = whyNoImage === null ? '' : ` (skipped: ${whyNoImage})`;
const run = promisify(execFile);

/** A server that has the discover image, under the names that its import makes. */
async function openStage(name: string): Promise<Stage> {
  const stage = await Stage.open(name, ['--new-machines', 'discover']);
  onTestFailed(() => console.error(`logs: ${stage.folder}`));
  const image = await buildDiscover(stage.folder);
  await stage.server.json('profile', 'import', image, '--name', 'discover');
  return stage;
}

async function factsOf(stage: Stage, machine: number) {
  const shown = await stage.server.json('machine', 'facts', String(machine), '--history');
  return machineFacts.output.parse(shown);
}

function machineWith(
  stage: Stage,
  disks: readonly TestDisk[],
  more: readonly string[] = [],
  sshPort?: number,
) {
  return stage.machine('bios', {
    ...identity(1),
    ...{ name: 'node', memoryMib: 1536, diskMib: 64 },
    devices: [...disks.flatMap(({ devices }) => devices), ...more],
    ...(sshPort !== undefined && { sshPort }),
  });
}

/** What the machine told of one of its tasks. */
async function toldBy(stage: Stage, id: number, kind: string): Promise<readonly string[]> {
  const { boots } = await stage.server.machine(id);
  return boots.flatMap(({ callbacks }) =>
    callbacks.filter((callback) => callback.kind === kind).map(({ detail }) => detail),
  );
}

test.skipIf(whyNoImage !== null)(
  `a new machine tells what it is made of; a disk that is taken away is missed; a wipe that is cut off is done again, and nothing is left on any disk but the stick${skipped}`,
  { timeout: 120 * 60_000 },
  async () => {
    await using stage = await openStage('inventory');
    const { server, folder } = stage;
    using card = await cardAtSwitch('52:54:00:4e:43:01', 'tor-7', 'Eth1/3');
    const nvme = dataDisk(folder, 'nvme', 'NV1', 64);
    const sata = dataDisk(folder, 'sata', 'SA1', 48);
    const virtio = dataDisk(folder, 'virtio', 'VB1', 32);
    const stick = dataDisk(folder, 'usb', 'ST1', 16);
    const all = machineWith(stage, [nvme, sata, virtio, stick], card.devices);
    all.switchOn();
    await until(async () => (await server.machines())[0] !== undefined, bootMs);
    await until(async () => (await factsOf(stage, 1)).newest !== null, bootMs);
    const { newest } = await factsOf(stage, 1);
    expect(newest?.facts).toMatchObject({
      system: { vendor: 'Netberth', product: 'Test', serial: 'SN-1', uuid: identity(1).uuid },
      firmware: { kind: 'bios' },
      cpu: { sockets: 1, cores: 1, threads: 1 },
      memoryBytes: 1536 * 1024 * 1024,
    });
    const disks = newest?.facts.disks.filter(({ serial }) => serial !== null) ?? [];
    const seen = disks.map(({ serial, bytes, transport }) => `${serial} ${bytes} ${transport}`);
    expect(seen.sort()).toEqual(
      expect.arrayContaining([
        `NV1 ${64 * 1024 * 1024} nvme`,
        `SA1 ${48 * 1024 * 1024} sata`,
        `VB1 ${32 * 1024 * 1024} virtio`,
      ]),
    );
    expect(newest?.facts.nics).toEqual([
      expect.objectContaining({ mac: identity(1).mac, link: true, driver: 'virtio_net', lldp: null }),
      expect.objectContaining({
        ...{ mac: '52:54:00:4e:43:01', driver: 'e1000' },
        lldp: expect.objectContaining({ systemName: 'tor-7', portId: 'Eth1/3' }) as unknown,
      }),
    ]);
    expect(newest?.facts.pci.map(({ class: kind }) => kind)).toContain('Non-Volatile memory controller');
    expect((await server.machine(1)).macs).toEqual(['52:54:00:4e:42:01', '52:54:00:4e:43:01']);
    expect(await server.json('machine', 'list', '--fact', 'switch=tor-7')).toHaveLength(1);
    await all.switchOff();

    await server.json('machine', 'set', '1', '--resting', 'discover', '--metadata', 'test-minutes=0.2');
    const fewer = machineWith(stage, [nvme, virtio, stick], card.devices);
    fewer.switchOn();
    await until(async () => (await factsOf(stage, 1)).history.length === 2, bootMs);
    expect((await factsOf(stage, 1)).newest?.differences).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^disk sd[ab] \(QEMU HARDDISK, serial SA1, 48 MiB\) is gone$/),
      ]),
    );

    // It is up, and restarts by itself when something is granted.
    await server.grant(1, 'wipe,test');
    await fewer.waitFor('wipe: nvme0n1', bootMs);
    expect((await server.machine(1)).state).toBe('installing');
    await fewer.powerCycle();
    await until(async () => (await toldBy(stage, 1, 'wipe')).length > 0, bootMs);
    const [proof = ''] = await toldBy(stage, 1, 'wipe');
    expect(proof).toMatch(
      /^nvme0n1 \(QEMU NVMe Ctrl, serial NV1, 64 MiB\): nvme format in \d+ s, 256 blocks read back, nothing in them$/m,
    );
    expect(proof).toMatch(
      /^vd[ab] \(serial VB1, 32 MiB\): \w+ in \d+ s, 256 blocks read back, nothing in them/m,
    );
    await until(async () => (await server.machine(1)).state === 'finished', bootMs);
    expect((await toldBy(stage, 1, 'test')).join('\n')).toMatch(/^CPU: passed, .*\nmemory: passed, /);
    await fewer.switchOff();
    expect([bytesLeft(nvme.file), bytesLeft(virtio.file)]).toEqual([0, 0]);
    expect(bytesLeft(sata.file)).toBe(48 * 1024 * 1024);
    expect(readFileSync(stick.file).subarray(0, 8).toString()).toBe('SOMEBODY');
  },
);

test.skipIf(whyNoImage !== null)(
  `a disk that refuses its secure erase fails the machine where only that will do; then a person signs in with the key${skipped}`,
  { timeout: 60 * 60_000 },
  async () => {
    await using stage = await openStage('inventory-refusal');
    const { server, folder } = stage;
    const sata = dataDisk(folder, 'sata', 'SA2', 32);
    const key = join(folder, 'key');
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    const sshPort = await freePort();
    const id = await server.addMachine(
      ...([identity(1).mac, '--metadata', 'wipe=purge', '--metadata', 'wipe-disks=SA2'] as const),
      ...['--metadata', `ssh-key=${readFileSync(`${key}.pub`, 'utf8').trim()}`],
    );
    await server.grant(id, 'wipe,discover');
    const machine = machineWith(stage, [sata], [], sshPort);
    machine.switchOn();
    await until(async () => (await server.machine(id)).state === 'failed', bootMs);
    const { stateReason } = await server.machine(id);
    expect(stateReason).toMatch(
      /^wipe reports: sd[ab] is not erased: ata erase: it has no secure erase, secure discard: /,
    );

    await server.grant(id, 'rescue');
    await until(async () => (await toldBy(stage, id, 'rescue')).length > 0, bootMs);
    const known = ['-o', 'StrictHostKeyChecking=no', '-o', `UserKnownHostsFile=${join(folder, 'hosts')}`];
    const { stdout } = await run(
      'ssh',
      [...known, '-i', key, '-p', String(sshPort), 'root@127.0.0.1', 'cat /etc/hostname; id -un'],
      { timeout: 5 * 60_000 },
    );
    expect(stdout).toBe('discover\nroot\n');
    const hostKey = await run('ssh-keygen', ['-lf', join(folder, 'hosts')]);
    expect((await toldBy(stage, id, 'rescue'))[0]).toContain(hostKey.stdout.split(' ')[1]);
  },
);

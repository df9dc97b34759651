import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { NetberthServer } from '../src/netberth-server.ts';
import { SimulatedBmc } from '../src/simulated-bmc.ts';
import { until } from '../src/until.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';

const bootMs = 240_000;
const mac = '52:54:00:4e:42:f2';
const diskWords = 'THIS IS MY OWN DISK';

/** A first sector that shows where it is: INT 10h up to the zero, then halts. */
function writeDisk(folder: string): string {
  const code = Buffer.from('31c08ed8be1a7cfcac84c07409b40ebb0700cd10ebf2f4ebfd9090', 'hex').subarray(0, 26);
  const sector = Buffer.alloc(1024 * 1024);
  Buffer.concat([code, Buffer.from(`\r\n${diskWords}\r\n\0`)]).copy(sector);
  sector.writeUInt16LE(0xaa55, 510);
  const path = join(folder, 'disk.img');
  writeFileSync(path, sector);
  return path;
}

async function open(name: string, wires: 'device' | 'own') {
  const folder = emptyWorkFolder(name);
  onTestFailed(() => console.error(`logs: ${folder}`));
  const flags = ['--power-allow-loopback', '--new-machines', 'disk'];
  const server = await NetberthServer.start({ folder, flags });
  const bmc = await SimulatedBmc.start({
    folder,
    mac,
    bootUrl: server.bootUrl,
    disk: writeDisk(folder),
    wires,
  });
  const id = String(await server.addMachine(mac));
  writeFileSync(join(folder, 'password'), 'secret\n');
  const place = ['--address', '127.0.0.1', '--port', String(bmc.port), '--cipher', '3'];
  const words = [
    '--driver',
    'ipmi',
    ...place,
    '--user',
    'admin',
    '--password-file',
    join(folder, 'password'),
  ];
  await server.json('power', 'set', id, ...words);
  return {
    ...{ server, id },
    power: (...args: readonly string[]) => server.json('power', ...args),
    bootCount: async () => (await server.machine(id)).boots.length,
    diskCount: () => readFileSync(bmc.consoleFile, 'latin1').split(diskWords).length - 1,
    async [Symbol.asyncDispose]() {
      await bmc[Symbol.asyncDispose]();
      await server.stop();
    },
  };
}

test(
  'a BMC with wires of its own: what is booted next is booted once, and the disk after that',
  { timeout: 4 * bootMs },
  async () => {
    await using lab = await open('power-ipmi', 'own');
    expect(await lab.power('status', lab.id)).toMatchObject({ state: 'off' });
    expect(await lab.power('on', lab.id)).toMatchObject({ status: 'done', why: 'is on' });
    await until(() => lab.diskCount() === 1, bootMs);
    expect(await lab.bootCount()).toBe(0);

    expect(await lab.power('cycle', lab.id, '--next', 'pxe')).toMatchObject({ status: 'done' });
    await until(async () => (await lab.bootCount()) === 1, bootMs);
    const shown = lab.diskCount();

    expect(await lab.power('reset', lab.id)).toMatchObject({ status: 'done', why: 'reset' });
    await until(() => lab.diskCount() > shown, bootMs);
    expect(await lab.bootCount()).toBe(1);
    expect(await lab.power('off', lab.id)).toMatchObject({ status: 'done', why: 'is off' });
    expect(await lab.power('status', lab.id)).toMatchObject({ state: 'off' });
  },
);

test(
  "a BMC that has hold of the machine by QEMU's ipmi-bmc-extern switches, resets and cycles it",
  { timeout: 4 * bootMs },
  async () => {
    await using lab = await open('power-ipmi-extern', 'device');
    expect(await lab.power('on', lab.id)).toMatchObject({ status: 'done', why: 'is on' });
    await until(async () => (await lab.bootCount()) === 1, bootMs);
    expect(await lab.power('reset', lab.id)).toMatchObject({ status: 'done', why: 'reset' });
    await until(async () => (await lab.bootCount()) === 2, bootMs);
    expect(await lab.power('cycle', lab.id)).toMatchObject({ status: 'done', why: 'off and on again' });
    await until(async () => (await lab.bootCount()) === 3, bootMs);
    expect(await lab.power('off', lab.id)).toMatchObject({ status: 'done', why: 'is off' });
  },
);

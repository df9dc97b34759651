import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { installedFirmware } from '../src/installed-firmware.ts';
import { NetberthServer } from '../src/netberth-server.ts';
import { runNetberth } from '../src/run-netberth.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';
import { MediumMachine, type Drive } from './medium-machine.ts';
import { ownDisk, ownDiskWords } from './own-disk.ts';
import { Wire } from './wire.ts';

const bootMs = 240_000;
const mac = '52:54:00:4e:42:d1';
const installed = await installedFirmware();
const skip = installed.kind === 'out-of-reach';
const skipped = skip ? ` (skipped: ${installed.why})` : '';

async function create(data: string, ...words: readonly string[]): Promise<void> {
  const made = await runNetberth('--data', data, 'media', 'create', ...words);
  expect(made).toMatchObject({ exitCode: 0, stderr: '' });
}

type Form = {
  readonly file: string;
  readonly drive: Drive;
  readonly form?: 'qcow2';
  readonly flags: string[];
};

const forms: readonly Form[] = [
  { file: 'floppy.img', drive: 'floppy', flags: ['--format', 'floppy'] },
  { file: 'cloud.qcow2', drive: 'disk', form: 'qcow2', flags: [] },
  { file: 'files', drive: 'kernel', flags: ['--format', 'files'] },
];
const address = ['--ip', '10.0.2.77/24', '--gateway', '10.0.2.2'];

describe(`a medium in another form, on BIOS in a network without DHCP${skipped}`, { skip }, () => {
  test.each(forms)('$file boots, and boots the machine’s own disk when no server answers', async (one) => {
    if (installed.kind === 'out-of-reach') return;
    const folder = emptyWorkFolder(`form-${one.file}`);
    const image = join(folder, one.file);
    const away = ['--boot-url', 'http://10.0.2.2:9', '--wait', '10'];
    await create(installed.data, '-o', image, ...address, ...away, ...one.flags);
    await using wire = await Wire.open({ folder });
    const [cards, disk] = [wire.card('net0', mac), ownDisk(installed.folder, folder)];
    await using machine = new MediumMachine({ firmware: 'bios', image, folder, cards, disk, ...one });
    await machine.shows('Netberth: asking http://10.0.2.2:9 by net0, attempt 1 of 1', bootMs);
    await machine.shows(ownDiskWords, bootMs);
    expect(machine.screen.text).toContain('Netberth NB1201');
  });

  test('a floppy reaches the server, whose history names its form, and a person may type another network', async () => {
    if (installed.kind === 'out-of-reach') return;
    const folder = emptyWorkFolder('form-floppy-server');
    const server = await NetberthServer.start({ folder, flags: ['--new-machines', 'disk'] });
    try {
      const image = join(folder, 'floppy.img');
      const nowhere = ['--ip', '192.0.2.10/24', '--boot-url', 'http://192.0.2.1:9'];
      await create(installed.data, '-o', image, '--format', 'floppy', '--firmware', 'bios', ...nowhere);
      await using wire = await Wire.open({ folder });
      const cards = wire.card('net0', mac);
      await using machine = new MediumMachine({ firmware: 'bios', drive: 'floppy', image, folder, cards });
      await machine.shows('press a key within 2 seconds', bootMs);
      machine.type(' ');
      await machine.shows('Type another network', bootMs);
      machine.type('\x1b[B\r');
      const answers: [string, string][] = [
        ['Network card:', ''],
        ['VLAN (empty: none):', ''],
        ['IPv4 address (empty: DHCP):', '10.0.2.78'],
        ['Netmask:', '255.255.255.0'],
        ['Gateway (empty: none):', ''],
        ['Name server (empty: none):', ''],
        ['Server:', `\x15http://10.0.2.2:${server.bootPort}`],
      ];
      for (const [question, answer] of answers) {
        await machine.shows(question, bootMs);
        machine.type(`${answer}\r`);
      }
      await machine.shows('NB1002', bootMs);
      const { boots } = await server.machine(1);
      expect(boots[0]?.callbacks).toMatchObject([
        {
          kind: 'medium',
          detail: expect.stringMatching(/^offline-\w{8} \(floppy\) by net0, as typed by a person$/),
        },
      ]);
    } finally {
      await server.stop();
    }
  });
});

test(`a disk of a virtual machine keeps every byte of the stick${skipped}`, { skip }, async () => {
  if (installed.kind === 'out-of-reach') return;
  const folder = emptyWorkFolder('form-disks');
  const words = ['--firmware', 'uefi', ...address, '--boot-url', 'http://10.0.2.2:9'];
  const at = (name: string) => join(folder, name);
  for (const name of ['a.raw', 'a.qcow2', 'a.vhd', 'a.vhdx'])
    await create(installed.data, '-o', at(name), ...words);
  const qemuImg = (...args: string[]) => execFileSync('qemu-img', args, { encoding: 'utf8' });
  for (const [form, name] of [
    ['qcow2', 'a.qcow2'],
    ['vpc', 'a.vhd'],
    ['vhdx', 'a.vhdx'],
  ] as const)
    expect(qemuImg('compare', '-f', 'raw', '-F', form, at('a.raw'), at(name)).split('\n').at(-2)).toBe(
      'Images are identical.',
    );
});

import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { installedFirmware } from '../src/installed-firmware.ts';
import { NetberthServer } from '../src/netberth-server.ts';
import type { Firmware } from '../src/qemu-arguments.ts';
import { runNetberth } from '../src/run-netberth.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';
import { MediumMachine, type Drive } from './medium-machine.ts';
import { ownDisk, ownDiskWords } from './own-disk.ts';
import { Wire, type WireOptions } from './wire.ts';

const bootMs = 240_000;
const [firstMac, secondMac] = ['52:54:00:4e:42:a1', '52:54:00:4e:42:a2'];
const installed = await installedFirmware();
const skip = installed.kind === 'out-of-reach';
const skipped = skip ? ` (skipped: ${installed.why})` : '';

type Situation = {
  readonly name: string;
  readonly firmware: Firmware;
  readonly drive: Drive;
  /** Of each network card, in the order of the ports. */
  readonly wires: readonly Omit<WireOptions, 'folder'>[];
  readonly flags: readonly string[];
};

/** Makes a medium as a person would, starts a machine from it, and gives what `watch` gives. */
async function started<Result>(
  { name, firmware, drive, wires, flags }: Situation,
  watch: (machine: MediumMachine) => Promise<Result>,
): Promise<Result> {
  if (installed.kind === 'out-of-reach') throw new Error(installed.why);
  const folder = emptyWorkFolder(`created-${name}`);
  const image = join(folder, drive === 'cd' ? 'medium.iso' : 'medium.img');
  const made = await runNetberth('--data', installed.data, 'media', 'create', '-o', image, ...flags);
  expect(made).toMatchObject({ exitCode: 0, stderr: '' });
  await using stack = new AsyncDisposableStack();
  const cards: string[] = [];
  for (const [index, wire] of wires.entries()) {
    const opened = stack.use(await Wire.open({ ...wire, folder }));
    cards.push(...opened.card(`net${index}`, index === 0 ? firstMac : secondMac));
  }
  const disk = ownDisk(installed.folder, folder);
  return await watch(stack.use(new MediumMachine({ firmware, drive, image, folder, disk, cards })));
}

const address = ['--ip', '10.0.2.77/24', '--gateway', '10.0.2.2'];
const unreachable = [...address, '--boot-url', 'http://10.0.2.2:9', '--wait', '10'];

describe(`a medium in a network without DHCP${skipped}`, { skip }, () => {
  test.each([
    ['bios', 'cd'],
    ['bios', 'usb'],
    ['uefi', 'cd'],
    ['uefi', 'usb'],
  ] as const)(
    'on %s from %s boots the machine’s own disk when no server answers',
    async (firmware, drive) => {
      const situation = {
        name: `away-${firmware}-${drive}`,
        firmware,
        drive,
        wires: [{}],
        flags: unreachable,
      };
      await started(situation, async (machine) => {
        await machine.shows('Netberth: asking http://10.0.2.2:9 by net0, attempt 1 of 1', bootMs);
        await machine.shows(ownDiskWords, bootMs);
        expect(machine.screen.text).toContain(
          'Netberth NB1201: the server cannot be reached; this machine boots its own disk',
        );
      });
    },
  );

  test.each([
    ['bios', 'cd'],
    ['uefi', 'usb'],
  ] as const)(
    'on %s from %s brings its static address up and reaches the server',
    async (firmware, drive) => {
      const folder = emptyWorkFolder(`created-server-${firmware}`);
      const server = await NetberthServer.start({ folder });
      try {
        const flags = [...address, '--mac', secondMac, '--boot-url', `http://10.0.2.2:${server.bootPort}`];
        const wires = [{ isDead: true }, {}];
        await started({ name: `reach-${firmware}`, firmware, drive, wires, flags }, async (machine) => {
          await machine.shows('Netberth NB1003', bootMs);
        });
        expect(await server.machines()).toMatchObject([{ macs: [firstMac, secondMac], state: 'new' }]);
      } finally {
        await server.stop();
      }
    },
  );

  test('without a MAC tries each port that has a link, until the server answers', async () => {
    const folder = emptyWorkFolder('created-server-each');
    const server = await NetberthServer.start({ folder });
    try {
      const flags = [...address, '--boot-url', `http://10.0.2.2:${server.bootPort}`];
      const wires = [{ isDead: true }, {}];
      const situation = { name: 'each', firmware: 'bios', drive: 'cd', wires, flags } as const;
      await started(situation, async (machine) => {
        await machine.shows('Netberth: no answer by net0', bootMs);
        await machine.shows('Netberth NB1003', bootMs);
        expect(machine.screen.text).toContain('by net1, attempt 1 of 9');
      });
    } finally {
      await server.stop();
    }
  });

  test.each([
    [
      'a tagged port',
      { wire: { vlan: 12 }, flags: [...address, '--vlan', '12'], listen: '127.0.0.1', host: '10.0.2.2' },
    ],
    ['IPv6 alone', { wire: {}, flags: ['--ip', 'fec0::77/64'], listen: '::1', host: '[fec0::2]' }],
    [
      'what a router announces (SLAAC)',
      { wire: { hasRouter: true }, flags: ['--ip', 'slaac'], listen: '::1', host: '[fec0::2]' },
    ],
    [
      'a /32 whose gateway is outside it',
      {
        wire: {},
        flags: ['--ip', '10.0.2.77/32', '--gateway', '10.0.2.2'],
        listen: '127.0.0.1',
        host: '10.0.2.2',
      },
    ],
    [
      'a /31, which has no broadcast address',
      { wire: {}, flags: ['--ip', '10.0.2.3/31'], listen: '127.0.0.1', host: '10.0.2.2' },
    ],
  ])('reaches the server by %s', async (name, { wire, flags, listen, host }) => {
    await using server = await scriptServer(listen);
    const whole = [...flags, '--boot-url', `http://${host}:${server.port}`];
    const situation = { name, firmware: 'bios', drive: 'cd', wires: [wire], flags: whole } as const;
    const [shown] = await started(situation, (machine) => machine.shows('THE SERVER ANSWERED', bootMs));
    expect(shown).toBe('THE SERVER ANSWERED');
  });

  test('that another card was named for is left to its own disk, and nobody waits', async () => {
    const flags = [...address, '--mac', secondMac, '--boot-url', 'http://10.0.2.2:9', '--wait', '3600'];
    const situation = { name: 'other card', firmware: 'bios', drive: 'cd', wires: [{}], flags } as const;
    await started(situation, async (machine) => {
      await machine.shows(`Netberth: this machine has no network card ${secondMac}`, bootMs);
      await machine.shows(ownDiskWords, bootMs);
      expect(machine.screen.text).not.toContain('Netberth: asking');
    });
  });

  test('made for CD and written to a stick says so, instead of starting itself again and again', async () => {
    const situation = {
      name: 'cd as stick',
      firmware: 'bios',
      drive: 'usb',
      wires: [],
      flags: [...unreachable, '--format', 'iso'],
    } as const;
    await started(situation, async (machine) => {
      await machine.shows('Netberth: this image is for CD. Make one with --format usb.', bootMs);
      await machine.shows('No bootable device', bootMs);
      expect(machine.screen.text).not.toContain('iPXE');
    });
  });

  test('lets a person at the console choose the disk', async () => {
    const situation = {
      name: 'person',
      firmware: 'bios',
      drive: 'cd',
      wires: [{}],
      flags: unreachable,
    } as const;
    await started(situation, async (machine) => {
      await machine.shows('press a key within 2 seconds', bootMs);
      machine.type(' ');
      await machine.shows('Type another network', bootMs);
      machine.type('\x1b[B\x1b[B\x1b[B\r');
      await machine.shows(ownDiskWords, bootMs);
      expect(machine.screen.text).not.toContain('Netberth: asking');
    });
  });
});

/** Answers everything with a script that says so. */
async function scriptServer(address: string): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createServer((_, answer) => answer.end('#!ipxe\necho THE SERVER ANSWERED\nsleep 600\n'));
  await new Promise<void>((resolve) => void server.listen(0, address, resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the server has no port');
  return {
    port: bound.port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

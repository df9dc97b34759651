import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { startListener, writeAnnouncingDisc } from '../src/announcing-disc.ts';
import { installedFirmware } from '../src/installed-firmware.ts';
import { identity, Stage } from '../src/stage.ts';
import { until } from '../src/until.ts';

const bootMs = 240_000;
const firmware = await installedFirmware();
const isOutOfReach = firmware.kind === 'out-of-reach';
const skipped = isOutOfReach ? ' (skipped: no Debian mirror with memdisk can be reached from here)' : '';

test.skipIf(isOutOfReach)(
  `an ISO that nobody knows is imported, granted, and starts from the memory of a BIOS machine that has enough of it${skipped}`,
  { timeout: 2 * bootMs },
  async () => {
    if (firmware.kind === 'out-of-reach') throw new Error('nothing to boot');
    using listener = await startListener();
    await using stage = await Stage.open('imported-disc');
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server } = stage;
    cpSync(firmware.folder, join(server.dataFolder, 'firmware'), { recursive: true });
    await server.stop();
    await server.switchOn();
    const iso = join(stage.folder, 'tool.iso');
    await writeAnnouncingDisc(iso, firmware.folder, listener.port);

    const imported = await server.command('profile', 'import', iso);
    expect(imported.stderr).toContain(
      'It is NETBERTH: nothing on it is known, so it is started as it is: in memory by memdisk on BIOS.',
    );
    const id = await server.addMachine(identity(1).mac);
    await server.grant(id, 'tool');
    const small = stage.machine('bios', { memoryMib: 64 });
    small.switchOn();
    await small.waitFor('NB8500: machine 1: tool needs 129 MiB of memory', bootMs);
    expect((await server.alerts()).map(({ message }) => message)).toContainEqual(
      expect.stringContaining('and this machine has 64; it boots its own disk'),
    );
    await small.switchOff();

    const machine = stage.machine('bios', identity(1));
    machine.switchOn();
    await until(() => listener.heard.includes('/the-disc-has-started'), bootMs);
    const { state, boots } = await server.machine(id);
    expect([state, boots[0]?.profile]).toEqual(['installing', 'tool']);
  },
);

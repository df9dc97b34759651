import { expect, onTestFailed, test } from 'vitest';
import type { Firmware } from '../src/qemu-arguments.ts';
import { identity, Stage } from '../src/stage.ts';
import { installImage, wipeImage } from '../src/test-image/kiwispray-image.ts';

const bootMs = 240_000;
const installMs = 300_000;

/** The main job from end to end, on one firmware; each step needs the one before, so it is one test. */
export function testInstallStory(firmware: Firmware): void {
  test(
    `on ${firmware}, an unknown machine is recorded, granted wipe and an image, installs, calls back and boots its own disk from then on`,
    { timeout: 300_000 },
    async () => {
      await using stage = await Stage.open(`install-story-${firmware}`);
      onTestFailed(() => console.error(`logs: ${stage.folder}`));
      const { server } = stage;
      await server.json('profile', 'import', await wipeImage(stage.imageFolder));
      await server.json('profile', 'import', await installImage(stage.imageFolder, 'image1'));
      const machine = stage.machine(firmware);

      // An unknown machine is recorded and told to wait.
      machine.switchOn();
      await machine.waitFor('SN-1', bootMs);
      const { mac, serial, uuid } = identity(1);
      expect(await server.machines()).toMatchObject([{ id: 1, state: 'new', macs: [mac], serial, uuid }]);
      const first = await server.machine(1);
      expect(first.boots).toMatchObject([{ number: 1, decision: 'wait', profile: null }]);
      expect(first.hardware).toMatchObject({ platform: firmware === 'bios' ? 'pcbios' : 'efi' });

      // Granted two profiles: the next boots get them, one after the other.
      await server.json('machine', 'set', '1', '--metadata', 'hostname=node1');
      expect(await server.grant(1, 'wipe,image1', '--expires', '4h')).toMatchObject({
        state: 'granted',
        kiwisprayState: 'wipe',
        grant: { status: 'live', steps: ['wipe', 'image1'], step: 0 },
      });
      expect(await server.explain(1)).toMatchObject({ decision: 'profile', profile: 'wipe', step: 0 });
      await machine.powerCycle();
      await machine.waitFor('WIPE: disk of machine 1 is empty', installMs);
      await machine.waitFor('runs image image1', bootMs);
      await machine.waitFor('INSTALLER: wrote image', installMs);
      await machine.waitFor('POST-INSTALL: finish answered', bootMs);

      // Finished: it boots its own disk, by itself and after every power cycle.
      await machine.waitFor('INSTALLED SYSTEM UP host=node1', installMs);
      const installed = await server.machine(1);
      expect(installed).toMatchObject({ state: 'finished', kiwisprayState: 'finished' });
      expect(installed.boots.map((boot) => boot.profile ?? boot.decision)).toEqual([
        'disk',
        'image1',
        'wipe',
        'wait',
      ]);
      await machine.powerCycle();
      await machine.waitFor('INSTALLED SYSTEM UP host=node1', installMs);
      expect(machine.screen.count('INSTALLER: wrote image')).toBe(1);

      // Whoever asks is told.
      expect(await server.explain(1)).toMatchObject({ machineId: 1, decision: 'disk', profile: null });
      const install = (await server.machine(1)).boots.find((boot) => boot.profile === 'image1');
      expect(install?.files).toContainEqual(
        expect.objectContaining({
          file: expect.stringContaining('TestDisk.xz'),
          complete: true,
          percent: 100,
        }),
      );
      expect(install?.callbacks.map((callback) => callback.kind)).toContain('finish');
    },
  );
}

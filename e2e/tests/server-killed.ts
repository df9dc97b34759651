import { expect, test } from 'vitest';
import type { Firmware } from '../src/qemu-arguments.ts';
import { identity, Stage } from '../src/stage.ts';
import { installImage } from '../src/test-image/kiwispray-image.ts';

const bootMs = 240_000;
const installMs = 300_000;

/** SIGKILL at four points of one installation, each followed by a start. */
export function testServerKilled(firmware: Firmware): void {
  test(`on ${firmware}, an installation survives the server being killed after the boot script, during the image, before and after finish`, async () => {
    await using stage = await Stage.open(`server-killed-${firmware}`);
    const { server } = stage;
    const image = await installImage(stage.imageFolder, 'image1', 'slow', 'slow-finish');
    await server.json('profile', 'import', image);
    const id = await server.addMachine(identity(1).mac);
    await server.grant(id, 'image1');
    const machine = stage.machine(firmware);
    machine.switchOn();

    await machine.waitFor(`Machine ${id} runs image image1`, bootMs);
    await server.kill9AndStart();
    await machine.waitFor('INSTALLER: fetched 2 MB', installMs);
    await server.kill9AndStart(1_000);
    await machine.waitFor('INSTALLER: image not there, trying again', bootMs);
    await machine.waitFor('INSTALLER: wrote image', installMs);
    await machine.waitFor('INSTALLER: got post-install script', bootMs);
    await server.kill9AndStart();
    await machine.waitFor('POST-INSTALL: finish answered', bootMs);
    await server.kill9AndStart();
    await machine.waitFor('INSTALLED SYSTEM UP', installMs);

    expect(machine.screen.count('INSTALLER: wrote image')).toBe(1);
    expect(await server.machine(id)).toMatchObject({ state: 'finished' });
    await server.kill9AndStart();
    expect(await server.explain(id)).toMatchObject({ decision: 'disk' });
  });
}

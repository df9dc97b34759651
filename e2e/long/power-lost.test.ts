import { expect, test } from 'vitest';
import { identity, Stage } from '../src/stage.ts';
import { installImage } from '../src/test-image/kiwispray-image.ts';

const installMs = 120_000;

test('a machine that loses power once its image was written boots its disk, not the installer again, and a person is told', async () => {
  await using stage = await Stage.open('power-lost');
  const { server } = stage;
  const image = await installImage(stage.imageFolder, 'image1', 'hang-after-image');
  await server.json('profile', 'import', image);
  const id = await server.addMachine(identity(1).mac);
  await server.grant(id, 'image1');
  const machine = stage.machine('bios');
  machine.switchOn();

  await machine.waitFor('INSTALLER: hangs as told', installMs);
  await server.kill9AndStart();
  await machine.powerCycle();
  await machine.waitFor('INSTALLED SYSTEM UP', installMs);
  expect(machine.screen.count('INSTALLER: wrote image')).toBe(1);
  expect(await server.machine(id)).toMatchObject({ state: 'installing' });
  expect(await server.alerts()).toMatchObject([{ machineId: id }]);
});

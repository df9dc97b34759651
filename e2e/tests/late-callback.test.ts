import { expect, test } from 'vitest';
import { identity, Stage } from '../src/stage.ts';
import { installImage } from '../src/test-image/kiwispray-image.ts';

const bootMs = 240_000;
const installMs = 300_000;

test('an image whose installed system calls back after its own boot is installed once and finished', async () => {
  await using stage = await Stage.open('finish-from-disk');
  const { server } = stage;
  await server.json('profile', 'import', await installImage(stage.imageFolder, 'oem', 'finish-from-disk'));
  const id = await server.addMachine(identity(1).mac, '--metadata', 'hostname=node7');
  await server.grant(id, 'oem');
  const machine = stage.machine('bios');
  machine.switchOn();

  await machine.waitFor('INSTALLER: leaves the callback to the installed system', installMs);
  await machine.waitFor('INSTALLED SYSTEM UP host=unnamed', installMs);
  await machine.waitFor('INSTALLED SYSTEM: called back, host=node7', bootMs);
  expect(machine.screen.count('INSTALLER: wrote image')).toBe(1);
  expect(await server.machine(id)).toMatchObject({ state: 'finished', grant: null });

  await machine.powerCycle();
  await machine.waitFor('INSTALLED SYSTEM UP host=node7', installMs);
  expect(machine.screen.count('INSTALLER: up')).toBe(1);
});

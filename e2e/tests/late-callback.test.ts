import { expect, test } from 'vitest';
import { identity, Stage } from '../src/stage.ts';
import { installImage } from '../src/test-image/kiwispray-image.ts';
import { kiwiInstallTar } from '../src/test-image/kiwi-install-tar.ts';

const bootMs = 60_000;
const installMs = 120_000;

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

test('the tar that KIWI builds for network installation installs without a template of its own', async () => {
  await using stage = await Stage.open('kiwi-tar');
  const { server } = stage;
  const tar = await kiwiInstallTar(stage.imageFolder, 'Test.x86_64-1.0.0');
  await server.json('profile', 'import', tar, '--name', 'from-kiwi');
  const id = await server.addMachine(identity(1).mac);
  await server.grant(id, 'from-kiwi');
  const machine = stage.machine('bios');
  machine.switchOn();

  await machine.waitFor('INSTALLER: wrote image', installMs);
  await machine.waitFor('INSTALLED SYSTEM UP', installMs);
  expect(machine.screen.count('INSTALLER: wrote image')).toBe(1);
  expect(await server.machine(id)).toMatchObject({ state: 'finished' });
});

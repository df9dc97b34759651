import { expect, test } from 'vitest';
import { identity, Stage } from '../src/stage.ts';
import { kiwiInstallTar } from '../src/test-image/kiwi-install-tar.ts';

const installMs = 120_000;

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

import { expect, test } from 'vitest';
import { identity, Stage } from '../src/stage.ts';
import { installImage } from '../src/test-image/kiwispray-image.ts';

const bootMs = 240_000;
const noDisk = /No bootable device/;

test('of two machines with one UUID neither gets the installer, and their screens say why', async () => {
  await using stage = await Stage.open('identity-conflict');
  const { server } = stage;
  await server.json('profile', 'import', await installImage(stage.imageFolder, 'image1'));
  const { uuid } = identity(1);
  const id = await server.addMachine(identity(1).mac, '--uuid', uuid);
  await server.grant(id, 'image1');

  const clone = stage.machine('bios', { ...identity(2), uuid });
  clone.switchOn();
  await clone.waitFor('cannot be told apart', bootMs);
  await clone.waitFor(noDisk, bootMs);
  await clone.switchOff();

  const original = stage.machine('bios', identity(1));
  original.switchOn();
  await original.waitFor('it is held: identity in conflict', bootMs);
  await original.waitFor(noDisk, bootMs);

  expect(clone.screen.count('INSTALLER: up') + original.screen.count('INSTALLER: up')).toBe(0);
  expect(await server.machines()).toMatchObject([{ id, state: 'held', macs: [identity(1).mac] }]);
});

import { expect, test } from 'vitest';
import { Stage } from '../src/stage.ts';
import { discoverImage } from '../src/test-image/kiwispray-image.ts';

const bootMs = 60_000;
const noDisk = /No bootable device/;

test('a new machine boots its disk where the setting for new machines says disk', async () => {
  await using stage = await Stage.open('new-machines-disk', ['--new-machines', 'disk']);
  const machine = stage.machine('bios');
  machine.switchOn();
  await machine.waitFor(noDisk, bootMs);
  expect(await stage.server.machines()).toMatchObject([{ id: 1, state: 'new', serial: 'SN-1' }]);
  expect((await stage.server.machine(1)).boots).toMatchObject([{ decision: 'disk' }]);
});

test('a new machine gets the menu where the setting for new machines says menu', async () => {
  await using stage = await Stage.open('new-machines-menu', ['--new-machines', 'menu']);
  await stage.server.json('profile', 'import', await discoverImage(stage.imageFolder), '--non-destructive');
  const machine = stage.machine('bios');
  machine.switchOn();
  await machine.waitFor(/local disk/i, bootMs);
  expect((await stage.server.machine(1)).boots).toMatchObject([{ decision: 'menu' }]);
});

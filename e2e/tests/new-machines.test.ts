import { expect, test } from 'vitest';
import { Stage } from '../src/stage.ts';
import { discoverImage, installImage } from '../src/test-image/kiwispray-image.ts';

const bootMs = 240_000;
const installMs = 300_000;

test('a new machine that is told to discover posts what it is, waits for a grant and installs', async () => {
  await using stage = await Stage.open('new-machines-discover', ['--new-machines', 'discover']);
  const { server } = stage;
  await server.json('profile', 'import', await discoverImage(stage.imageFolder), '--non-destructive');
  await server.json('profile', 'import', await installImage(stage.imageFolder, 'image1'));
  const machine = stage.machine('bios');
  machine.switchOn();

  await machine.waitFor('DISCOVER: finished', bootMs);
  const [discovered] = await server.machines();
  expect(discovered).toMatchObject({ id: 1, state: 'new', kiwisprayState: 'new' });
  expect(discovered?.macs).toEqual(['02:00:00:00:00:aa', '52:54:00:4e:42:01']);
  expect(discovered?.metadata).toMatchObject({ ipmi_addr: 'unknown', dmi: { product_name: 'Test' } });

  await server.grant(1, 'image1');
  await machine.waitFor('DISCOVER: next state is image1', bootMs);
  await machine.waitFor('INSTALLER: wrote image', installMs);
  await machine.waitFor('INSTALLED SYSTEM UP', installMs);
  expect(await server.machine(1)).toMatchObject({ state: 'finished' });
});

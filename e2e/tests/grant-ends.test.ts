import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { identity, Stage } from '../src/stage.ts';
import { installImage } from '../src/test-image/kiwispray-image.ts';

const bootMs = 240_000;
const noDisk = /No bootable device/;

test('a grant that is revoked or expired before the boot installs nothing', async () => {
  await using stage = await Stage.open('grant-revoked', ['--new-machines', 'disk']);
  const { server } = stage;
  await server.json('profile', 'import', await installImage(stage.imageFolder, 'image1'));
  const id = await server.addMachine(identity(1).mac);
  const machine = stage.machine('bios');

  await server.grant(id, 'image1');
  await server.json('machine', 'revoke', String(id));
  machine.switchOn();
  await machine.waitFor(noDisk, bootMs);
  expect(await server.explain(id)).toMatchObject({ decision: 'disk' });

  await server.grant(id, 'image1', '--expires', '1s');
  await sleep(2_000);
  await machine.powerCycle();
  await machine.waitFor(noDisk, bootMs);
  expect((await server.machine(id)).boots.map((boot) => boot.decision)).toEqual(['disk', 'disk']);
  expect(machine.screen.count('INSTALLER: up')).toBe(0);
});

test('an installer that reports a failure disarms its grant and its log is kept', async () => {
  await using stage = await Stage.open('grant-failed');
  const { server } = stage;
  await server.json('profile', 'import', await installImage(stage.imageFolder, 'image1', 'fail'));
  const id = await server.addMachine(identity(1).mac);
  await server.grant(id, 'image1');
  const machine = stage.machine('bios');
  machine.switchOn();

  await machine.waitFor('INSTALLER: reported failure', bootMs);
  await machine.waitFor(noDisk, bootMs);
  expect(machine.screen.count('INSTALLER: up')).toBe(1);
  const failed = await server.machine(id);
  expect(failed).toMatchObject({ state: 'failed', kiwisprayState: 'image1' });
  expect(failed.boots.map((boot) => boot.profile ?? boot.decision)).toEqual(['disk', 'image1']);
  expect(JSON.stringify(failed.boots[1]?.callbacks)).toContain('disk /dev/vda is on fire');
});

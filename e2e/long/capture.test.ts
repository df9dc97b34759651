import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { whyNoImage } from '../src/live/built-image.ts';
import { buildDiscover } from '../src/live/discover-image.ts';
import { identity, Stage } from '../src/stage.ts';
import { imageParts } from '../src/test-image/image-parts.ts';
import { consoleArguments, installImage } from '../src/test-image/kiwispray-image.ts';

const bootMs = 120_000;
const installMs = 300_000;
const discoverMs = 20 * 60_000;
const skipped = whyNoImage === null ? '' : ` (skipped: ${whyNoImage})`;

/** An image that runs what `razorurl=` leads to, and captures. */
async function rescueImage(folder: string): Promise<string> {
  const parts = await imageParts();
  const path = join(folder, 'rescue');
  mkdirSync(path, { recursive: true });
  copyFileSync(parts.kernel, join(path, 'vmlinuz'));
  copyFileSync(parts.initrd, join(path, 'initrd.img'));
  const args = `args: ${consoleArguments} razorurl={{ urls.postInstall }}`;
  writeFileSync(
    join(path, 'profile.yaml'),
    ['kernel: vmlinuz', 'initrds: [initrd.img]', args, 'captures: true', ''].join('\n'),
  );
  return path;
}

test(
  'the disk of an installed machine is captured, and another machine is built from it and boots by itself',
  { timeout: 2 * installMs + 6 * bootMs },
  async () => {
    await using stage = await Stage.open('capture');
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server } = stage;
    await server.json('profile', 'import', await installImage(stage.imageFolder, 'image1'));
    await server.json('profile', 'import', await rescueImage(stage.folder));
    const first = await server.addMachine(identity(1).mac);
    await server.grant(first, 'image1');
    const machine = stage.machine('bios');
    machine.switchOn();
    await machine.waitFor('INSTALLED SYSTEM UP', installMs);

    await server.grant(first, 'rescue');
    await machine.powerCycle();
    await machine.waitFor('Netberth: sending /dev/vda', bootMs);
    await machine.waitFor('INSTALLED SYSTEM UP', installMs);
    expect((await server.machine(first)).state).toBe('finished');
    await machine.switchOff();

    const made = await server.command('profile', 'capture', 'golden', String(first));
    expect([made.exitCode, made.stdout]).toEqual([0, expect.stringContaining('Made golden')]);
    const second = await server.addMachine(identity(2).mac);
    await server.grant(second, 'golden');
    const other = stage.machine('bios');
    other.switchOn();
    await other.waitFor('Netberth: writing to /dev/vda', bootMs);
    await other.waitFor('INSTALLED SYSTEM UP', installMs);
    const built = await server.machine(second);
    expect([built.state, built.boots.map((boot) => boot.profile ?? boot.decision)]).toEqual([
      'finished',
      ['disk', 'golden'],
    ]);
  },
);

test.skipIf(whyNoImage !== null)(
  `the discover image captures the disk of an installed machine and writes it to another, which boots it by itself${skipped}`,
  { timeout: 120 * 60_000 },
  async () => {
    await using stage = await Stage.open('capture-discover');
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server } = stage;
    const image = await buildDiscover(stage.folder);
    await server.json('profile', 'import', image, '--name', 'discover');
    await server.json('profile', 'import', await installImage(stage.imageFolder, 'image1'));
    const first = await server.addMachine(identity(1).mac);
    await server.grant(first, 'image1');
    const machine = stage.machine('bios', { memoryMib: 1536 });
    machine.switchOn();
    await machine.waitFor('INSTALLED SYSTEM UP', installMs);

    await server.grant(first, 'capture');
    await machine.powerCycle();
    await machine.waitFor('Netberth: sending /dev/vda', discoverMs);
    await machine.waitFor('INSTALLED SYSTEM UP', discoverMs);
    expect((await server.machine(first)).state).toBe('finished');
    await machine.switchOff();

    const made = await server.command('profile', 'capture', 'golden', String(first));
    expect([made.exitCode, made.stdout]).toEqual([0, expect.stringContaining('Made golden')]);
    const second = await server.addMachine(identity(2).mac);
    await server.grant(second, 'golden');
    const other = stage.machine('bios', { memoryMib: 1536 });
    other.switchOn();
    await other.waitFor('Netberth: writing to /dev/vda', discoverMs);
    await other.waitFor('INSTALLED SYSTEM UP', discoverMs);
    const built = await server.machine(second);
    expect([built.state, built.boots.map((boot) => boot.profile ?? boot.decision)]).toEqual([
      'finished',
      ['disk', 'golden'],
    ]);
  },
);

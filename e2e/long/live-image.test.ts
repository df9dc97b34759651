import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { liveManifestSchema } from '@netberth/live';
import { expect, onTestFailed, test } from 'vitest';
import { buildImage, exampleRecipe, recipeFolder, whyNoImage } from '../src/live/built-image.ts';
import { told } from '../src/live/told.ts';
import type { Firmware } from '../src/qemu-arguments.ts';
import { identity, Stage } from '../src/stage.ts';

const bootMs = 15 * 60_000;
const skipped = whyNoImage === null ? '' : ` (skipped: ${whyNoImage})`;

/** The recipe of the documents in a version, imported as the profile `hypervisor`. */
async function importVersion(stage: Stage, version: string, ...flags: readonly string[]): Promise<string> {
  const recipe = recipeFolder(join(stage.folder, `recipe-${version}`), exampleRecipe(version), null);
  const folder = join(stage.folder, `image-${version}`);
  await buildImage(recipe, folder);
  await stage.server.json('profile', 'import', folder, '--name', 'hypervisor', ...flags);
  return folder;
}

function nodeOf(stage: Stage, firmware: Firmware, keepDisk = false) {
  return stage.machine(firmware, { ...identity(1), name: 'node', memoryMib: 1000, diskMib: 512, keepDisk });
}

test.skipIf(whyNoImage !== null)(
  `the hypervisor of the documents boots over HTTP on BIOS and UEFI, and keeps what it must through a restart and a new version${skipped}`,
  { timeout: 60 * 60_000 },
  async () => {
    await using stage = await Stage.open('live-image');
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server } = stage;
    const image = await importVersion(stage, '1');
    const manifest = liveManifestSchema.parse(JSON.parse(readFileSync(join(image, 'manifest.json'), 'utf8')));
    for (const { path, sha256 } of manifest.files)
      expect([path, sha256Of(join(image, path))]).toEqual([path, sha256]);
    expect(manifest.packages.map(({ name }) => name)).toContain('libvirt-daemon-system');
    const bill = JSON.parse(readFileSync(join(image, manifest.sbom), 'utf8')) as { components: unknown[] };
    expect(bill.components).toHaveLength(manifest.packages.length + 1);

    const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 ops@desk';
    const id = await server.addMachine(
      identity(1).mac,
      ...['--hostname', 'node1', '--labels', 'rack=7', '--resting', 'hypervisor'],
      ...['--metadata', `ssh-key=${key}`, '--metadata', 'secret=its own'],
      ...['--address', '10.0.2.77/24', '--gateway', '10.0.2.2', '--card', 'eth0'],
    );
    const machine = nodeOf(stage, 'bios');
    machine.switchOn();
    const first = await told(machine, bootMs);
    expect(first).toMatchObject({
      ...{ root: 'overlay', version: '1', hostname: 'node1', keys: key, address: '10.0.2.77/24' },
      conf: '640 root:libvirt name = node1 rack = 7 secret = its own',
      kept: '/dev/vda1[/etc/libvirt] directory',
      boots: '1',
    });
    const { boots } = await server.machine(id);
    expect(boots[0]).toMatchObject({ profile: 'hypervisor', reasonCode: 'NB1007' });
    expect(boots[0]?.callbacks.map(({ kind }) => kind)).toEqual(['answer', 'finish']);

    await machine.powerCycle();
    expect(await told(machine, bootMs)).toEqual({ ...first, boots: '2' });
    await machine.switchOff();

    await importVersion(stage, '2', '--replace');
    const upgraded = nodeOf(stage, 'bios', true);
    upgraded.switchOn();
    expect(await told(upgraded, bootMs)).toEqual({ ...first, version: '2', boots: '3' });
    await upgraded.switchOff();

    // The same disk in a machine with the other firmware.
    const other = stage.machine('uefi', { ...identity(1), name: 'uefi-node', memoryMib: 1000, diskMib: 512 });
    writeFileSync(
      join(stage.folder, 'uefi-node', 'disk.img'),
      readFileSync(join(stage.folder, 'node', 'disk.img')),
    );
    other.switchOn();
    expect(await told(other, bootMs)).toEqual({ ...first, version: '2', boots: '4' });
  },
);

test.skipIf(whyNoImage !== null)(
  `a second build of the same is there at once, byte by byte what a fresh one is${skipped}`,
  { timeout: 40 * 60_000 },
  async () => {
    await using stage = await Stage.open('live-again');
    const recipe = recipeFolder(join(stage.folder, 'recipe'), exampleRecipe('1'), null);
    const [one, two] = [join(stage.folder, 'one'), join(stage.folder, 'two')];
    await buildImage(recipe, one);
    expect(await buildImage(recipe, two)).toEqual({ version: '1', wasKept: true });
    expect(await buildImage(recipe, two, '--fresh')).toEqual({ version: '1', wasKept: false });
    expect(sumsOf(two)).toEqual(sumsOf(one));
    expect(Object.keys(sumsOf(one))).toEqual(expect.arrayContaining(['initrd', 'manifest.json', 'vmlinuz']));
    expect(existsSync(`${two}.log`)).toBe(false);
  },
);

/** All files below a folder, each with the checksum of its bytes. */
function sumsOf(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [relative(folder, path), sha256Of(path)]));
}

function sha256Of(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { planUsb, streamPlan } from '@netberth/disk-image';
import { expect, onTestFailed, test } from 'vitest';
import { expectPlan } from '../media/boot-images.ts';
import { buildImage, recipeFolder, smallRecipe, whyNoImage } from '../src/live/built-image.ts';
import { told } from '../src/live/told.ts';
import { identity, Stage } from '../src/stage.ts';
import { run } from '../src/test-image/run.ts';
import { unpackedDebian } from '../src/test-image/image-parts.ts';

const bootMs = 15 * 60_000;
const testMs = 50 * 60_000;
const skipped = whyNoImage === null ? '' : ` (skipped: ${whyNoImage})`;
const playbook = `- hosts: image
  tasks:
    - { name: what is kept, ansible.builtin.file: { path: /var/lib/kept, state: directory } }
`;

/** An image of little more than it needs to boot; the folder of its files. */
async function smallImage(stage: Stage, ...lines: readonly string[]): Promise<string> {
  const recipe = smallRecipe(
    'small',
    'packages: [openssh-server, kexec-tools]',
    'playbook: site.yml',
    ...lines,
  );
  const folder = join(stage.folder, 'small');
  await buildImage(recipeFolder(join(stage.folder, 'recipe'), recipe, playbook), folder);
  return folder;
}

/** A web server that gives a text once. */
async function givenOnce(text: string) {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    if (asked.length > 1) response.writeHead(404).end();
    else response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, [Symbol.dispose]: () => void server.close() };
}

test.skipIf(whyNoImage !== null)(
  `a disk of somebody else is left as it is: the machine says so, tells the server, and goes to rescue mode (live-boot)${skipped}`,
  { timeout: testMs },
  async () => {
    await using stage = await Stage.open('live-foreign');
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server } = stage;
    const kept =
      'persist: { device: /dev/vda1, create: { disk: /dev/vda }, how: link, directories: [/var/lib/kept] }';
    await server.json(
      'profile',
      'import',
      await smallImage(stage, 'live: live-boot', kept),
      '--name',
      'small',
    );
    const id = await server.addMachine(identity(1).mac, '--resting', 'small', '--hostname', 'node1');
    const machine = stage.machine('bios', { memoryMib: 1000 });
    const disk = join(stage.folder, 'machine-1', 'disk.img');
    const foreign = await foreignDisk(disk);
    machine.switchOn();
    await machine.waitFor(
      /\/dev\/vda is not empty \(vfat\): it is left as it is\. It goes to rescue mode/,
      bootMs,
    );
    await machine.waitFor(/Reached target.*[Rr]escue|root account is locked|maintenance/, bootMs);
    expect((await server.alerts()).map(({ message }) => message)).toContainEqual(
      expect.stringMatching(
        /node1.*: small reports failure: there is no partition \/dev\/vda1, and the disk/,
      ),
    );
    await machine.switchOff();
    expect(readFileSync(disk).equals(foreign)).toBe(true);
    expect((await server.machine(id)).boots[0]?.callbacks.map(({ kind }) => kind)).toEqual([
      'answer',
      'failed',
    ]);

    // Once the disk is empty it is made to order.
    writeFileSync(disk, Buffer.alloc(foreign.length));
    machine.switchOn();
    const made = { root: 'overlay', hostname: 'node1', boots: '1', kept: 'symbolic link' };
    expect(await told(machine, bootMs)).toMatchObject(made);
  },
);

const keptWhereThere = 'persist: { label: DATA, missing: run, directories: [/var/lib/kept] }';
const doesThen = 'machine: { files: [{ path: /etc/then, template: then.liquid }] }';

test.skipIf(whyNoImage !== null)(
  `GRUB starts it from a local disk, where it runs without what it may not make${skipped}`,
  { timeout: testMs },
  async () => {
    await using stage = await Stage.open('live-grub', ['--new-machines', 'disk']);
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server } = stage;
    const image = await smallImage(stage, keptWhereThere, doesThen);
    const { stdout: entry } = await server.command('live', 'grub', image);
    // The server sends the machine to its disk, where GRUB is.
    await server.addMachine(identity(1).mac, '--resting', 'disk');
    const machine = stage.machine('bios', { memoryMib: 1000 });
    writeFileSync(
      join(stage.folder, 'machine-1', 'disk.img'),
      await diskWithGrub(stage.folder, image, entry),
    );
    machine.switchOn();
    await machine.waitFor(
      /there is no partition with the label DATA.*It runs without: nothing is kept/,
      bootMs,
    );
    expect(await told(machine, bootMs)).toMatchObject({
      root: 'overlay',
      hostname: 'small',
      kept: 'directory',
    });
  },
);

test.skipIf(whyNoImage !== null)(
  `by kexec a running machine goes into the image again, with what the server made for it${skipped}`,
  { timeout: testMs },
  async () => {
    await using stage = await Stage.open('live-kexec');
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server } = stage;
    const image = await smallImage(stage, keptWhereThere, doesThen);
    await server.json('profile', 'import', image, '--name', 'small');
    const url = `http://10.0.2.2:${server.bootPort}/images/small`;
    const { stdout: script } = await server.command('live', 'kexec', image, '--url', url);
    using once = await givenOnce(script);
    const then = `then=http://10.0.2.2:${once.port}/`;
    const named = ['--hostname', 'node1', '--resting', 'small', '--metadata', then];
    const id = await server.addMachine(identity(1).mac, ...named);
    const machine = stage.machine('bios', { memoryMib: 1000 });
    machine.switchOn();
    expect(await told(machine, bootMs)).toMatchObject({ hostname: 'node1' });
    expect(await told(machine, bootMs)).toMatchObject({ hostname: 'node1', root: 'overlay' });
    // The firmware has not asked again.
    expect((await server.machine(id)).boots).toHaveLength(1);
  },
);

test.skipIf(whyNoImage !== null)(
  `an image of plain ext4 boots too, on a machine that the server knows nothing of but its card${skipped}`,
  { timeout: testMs },
  async () => {
    await using stage = await Stage.open('live-ext4', ['--new-machines', 'menu']);
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server } = stage;
    await server.json('profile', 'import', await smallImage(stage, 'image: ext4'), '--name', 'small');
    const id = await server.addMachine(identity(1).mac, '--resting', 'small');
    const machine = stage.machine('uefi', { memoryMib: 1000 });
    machine.switchOn();
    expect(await told(machine, bootMs)).toMatchObject({ root: 'overlay', hostname: 'small' });
    expect((await server.machine(id)).boots[0]?.callbacks.map(({ kind }) => kind)).toEqual([
      'answer',
      'finish',
    ]);
  },
);

/** The whole disk is somebody's FAT volume. */
async function foreignDisk(path: string): Promise<Buffer> {
  writeFileSync(path, Buffer.alloc(256 * 1024 * 1024));
  const { root } = await unpackedDebian();
  await run(join(root, 'sbin/mkfs.fat'), ['-n', 'SOMEBODY', path]);
  const disk = readFileSync(path);
  disk.write('somebody’s data', 100_000_000);
  writeFileSync(path, disk);
  return disk;
}

/** A disk with GRUB, whose only entry starts at once, and the files of the image where it looks for them. */
async function diskWithGrub(folder: string, image: string, entry: string): Promise<Buffer> {
  const { root } = await unpackedDebian();
  const [first, core] = [join(folder, 'first.cfg'), join(folder, 'grub.core')];
  mkdirSync(folder, { recursive: true });
  writeFileSync(first, 'search --file --set=root /menu.cfg\nconfigfile /menu.cfg\n');
  const modules = [
    'biosdisk',
    'part_msdos',
    'fat',
    'normal',
    'configfile',
    'search',
    'search_fs_file',
    'probe',
    'linux',
    'test',
  ];
  const platform = join(root, 'usr/lib/grub/i386-pc');
  await run(join(root, 'usr/bin/grub-mkimage'), [
    '-O',
    'i386-pc',
    '-d',
    platform,
    '-c',
    first,
    '-p',
    '/',
    '-o',
    core,
    ...modules,
  ]);
  const names = ['vmlinuz', 'initrd', 'rootfs.squashfs'];
  const files = [
    ...names.map((name) => ({ path: `live/small/${name}`, content: readFileSync(join(image, name)) })),
    { path: 'menu.cfg', content: Buffer.from(`set timeout=0\n${entry}`) },
  ];
  const volume = { label: 'BOOT', volumeId: 0x4e42_0027, epochSeconds: 1_700_000_000, files };
  const bootCode = readFileSync(join(platform, 'boot.img')).subarray(0, 440);
  const diskGuid = '4e657462-6572-4468-8000-000000000027';
  const disk = expectPlan(planUsb({ scheme: 'mbr', diskGuid, bootCode, volume }));
  const bytes = Buffer.concat([...streamPlan(disk)]);
  readFileSync(core).copy(bytes, 512);
  return bytes;
}

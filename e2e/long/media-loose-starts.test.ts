import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { planFat, planUsb, streamPlan, type FileEntry } from '@netberth/disk-image';
import { describe, expect, test } from 'vitest';
import { expectPlan } from '../media/boot-images.ts';
import { MediumMachine, type Drive } from '../media/medium-machine.ts';
import { ownDisk, ownDiskWords } from '../media/own-disk.ts';
import { Wire } from '../media/wire.ts';
import { installedFirmware } from '../src/installed-firmware.ts';
import { NetberthServer } from '../src/netberth-server.ts';
import type { Firmware } from '../src/qemu-arguments.ts';
import { runNetberth } from '../src/run-netberth.ts';
import { cpioArchive } from '../src/test-image/cpio-archive.ts';
import { debianFiles, unpack } from '../src/test-image/debian-files.ts';
import { imageParts } from '../src/test-image/image-parts.ts';
import { emptyWorkFolder, workRoot } from '../src/work-folder.ts';

const bootMs = 180_000;
const mac = '52:54:00:4e:42:f1';
const installed = await installedFirmware();
const skip = installed.kind === 'out-of-reach';
const skipped = skip ? ` (skipped: ${installed.why})` : '';

/** A server, and the folder of a medium for a machine in its network. */
class Scene implements AsyncDisposable {
  readonly folder: string;
  readonly files: string;
  readonly server: NetberthServer;

  private constructor(folder: string, server: NetberthServer) {
    this.folder = folder;
    this.files = join(folder, 'files');
    this.server = server;
  }

  static async open(name: string): Promise<Scene> {
    const folder = emptyWorkFolder(name);
    return new Scene(folder, await NetberthServer.start({ folder, flags: ['--new-machines', 'disk'] }));
  }

  async create(output: string, ...flags: readonly string[]): Promise<void> {
    if (installed.kind === 'out-of-reach') throw new Error(installed.why);
    const url = `http://10.0.2.2:${this.server.bootPort}`;
    const words = ['-o', output, '--ip', '10.0.2.77/24', '--boot-url', url, ...flags];
    const { exitCode, stderr } = await runNetberth('--data', installed.data, 'media', 'create', ...words);
    if (exitCode !== 0) throw new Error(`no medium was made: ${stderr}`);
  }

  /** The form in which the history says that the machine came, once the server has answered it. */
  async formOf(firmware: Firmware, drive: Drive, image: string): Promise<string | undefined> {
    await using wire = await Wire.open({ folder: this.folder });
    const [cards, folder] = [wire.card('net0', mac), this.folder];
    await using machine = new MediumMachine({ firmware, drive, image, folder, cards, installs: true });
    await machine.shows('NB1002', bootMs);
    const { boots } = await this.server.machine(1);
    return boots[0]?.callbacks[0]?.detail.replace(/^offline-\w{8} /, '');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.stop();
  }
}

describe(
  `what starts a medium from elsewhere reaches the server by its static address${skipped}`,
  { skip },
  () => {
    test('GRUB on BIOS, with the files where grub.cfg has them', async () => {
      await using scene = await Scene.open('grub-bios');
      await scene.create(scene.files, '--format', 'files');
      const image = join(scene.folder, 'grub.img');
      const { core, boot } = await grubOnBios(scene.folder);
      const names = ['ipxe.lkrn', 'autoexec.ipxe'].map((name) => [name, `boot/netberth/${name}`] as const);
      const volume = grubVolume(scene.files, names);
      const disk = expectPlan(planUsb({ scheme: 'mbr', diskGuid, bootCode: boot.subarray(0, 440), volume }));
      const bytes = Buffer.concat([...streamPlan(disk)]);
      core.copy(bytes, 512);
      writeFileSync(image, bytes);
      expect(await scene.formOf('bios', 'disk', image)).toBe('(files) by net0, attempt 1');
    });

    test('GRUB on UEFI, with the files where grub.cfg has them', async () => {
      await using scene = await Scene.open('grub-uefi');
      await scene.create(scene.files, '--format', 'files');
      const image = join(scene.folder, 'grub.img');
      const loader = await grubOnUefi(scene.folder);
      const volume = grubVolume(scene.files, [
        ['ipxe.efi', 'EFI/netberth/ipxe.efi'],
        ['autoexec.ipxe', 'autoexec.ipxe'],
      ]);
      const files = [...volume.files, { path: 'EFI/BOOT/BOOTX64.EFI', content: loader }];
      writeFileSync(image, Buffer.concat([...streamPlan(expectPlan(planFat({ ...volume, files })))]));
      expect(await scene.formOf('uefi', 'disk', image)).toBe('(files) by net0, attempt 1');
    });

    test('kexec from a Linux that has used the network card', async () => {
      await using scene = await Scene.open('kexec');
      await scene.create(scene.files, '--format', 'files', '--firmware', 'bios');
      // The test boots a kernel and an initrd by the names that a medium has.
      const linux = join(scene.folder, 'linux');
      mkdirSync(linux);
      const parts = await imageParts();
      copyFileSync(parts.kernel, join(linux, 'ipxe.lkrn'));
      const own = cpioArchive(await kexecEntries(scene.files));
      // What comes later stands in place of what came before; the kernel looks for archives at multiples of four.
      const system = readFileSync(parts.initrd);
      const gap = Buffer.alloc((4 - (system.length % 4)) % 4);
      writeFileSync(join(linux, 'autoexec.ipxe'), Buffer.concat([system, gap, own]));
      expect(await scene.formOf('bios', 'kernel', linux)).toBe('(files) by net0, attempt 1');
    });

    test.each([
      ['floppy.img', 'usb', ['--format', 'floppy'], '(floppy) by net0, attempt 1'],
      ['disk.raw', 'disk', [], '(usb) by net0, attempt 1'],
    ] as const)('%s on UEFI', async (name, drive, flags, form) => {
      await using scene = await Scene.open(`uefi-${name}`);
      const image = join(scene.folder, name);
      await scene.create(image, ...flags);
      expect(await scene.formOf('uefi', drive, image)).toBe(form);
    });
  },
);

test(`a floppy on UEFI boots the machine’s own disk when no server answers${skipped}`, { skip }, async () => {
  if (installed.kind === 'out-of-reach') return;
  const folder = emptyWorkFolder('uefi-floppy-away');
  const image = join(folder, 'floppy.img');
  const words = ['-o', image, '--format', 'floppy', '--boot-url', 'http://10.0.2.2:9', '--wait', '10'];
  await runNetberth('--data', installed.data, 'media', 'create', '--ip', '10.0.2.77/24', ...words);
  await using wire = await Wire.open({ folder });
  const [cards, disk] = [wire.card('net0', mac), ownDisk(installed.folder, folder)];
  await using machine = new MediumMachine({ firmware: 'uefi', drive: 'usb', image, folder, cards, disk });
  await machine.shows(ownDiskWords, bootMs);
  expect(machine.screen.text).toContain('Netberth NB1201');
});

const diskGuid = '4e657462-6572-4468-8000-000000000003';
const grubModules = [
  ...['part_msdos', 'fat', 'normal', 'configfile', 'search', 'search_fs_file', 'test', 'echo'],
];

/** A volume with these files of the medium, and its entry as the whole menu of GRUB, chosen at once. */
function grubVolume(from: string, names: readonly (readonly [string, string])[]) {
  const files: FileEntry[] = names.map(([name, path]) => ({ path, content: readFileSync(join(from, name)) }));
  const menu = `set timeout=0\n${readFileSync(join(from, 'grub.cfg'), 'utf8')}`;
  files.push({ path: 'menu.cfg', content: Buffer.from(menu) });
  return { label: 'GRUB', volumeId: 7, epochSeconds: 1_700_000_000, files };
}

async function grubOnBios(folder: string): Promise<{ core: Buffer; boot: Buffer }> {
  const debian = await debianFiles(join(workRoot, 'images'));
  const core = await grub(debian.root, 'i386-pc', ['biosdisk', 'linux16'], folder);
  return { core, boot: readFileSync(join(debian.root, 'usr/lib/grub/i386-pc/boot.img')) };
}

async function grubOnUefi(folder: string): Promise<Buffer> {
  const debian = await debianFiles(join(workRoot, 'images'));
  return await grub(debian.root, 'x86_64-efi', ['chain'], folder);
}

async function grub(
  root: string,
  platform: string,
  more: readonly string[],
  folder: string,
): Promise<Buffer> {
  const [first, image] = [join(folder, 'first.cfg'), join(folder, 'grub.core')];
  writeFileSync(first, 'search --file --set=root /menu.cfg\nconfigfile /menu.cfg\n');
  execFileSync(join(root, 'usr/bin/grub-mkimage'), [
    ...['-O', platform, '-d', join(root, 'usr/lib/grub', platform), '-c', first, '-p', '/', '-o', image],
    ...[...grubModules, ...more],
  ]);
  return readFileSync(image);
}

/** What goes over the test system: the files of the medium, kexec with its libraries, and an init that runs both. */
async function kexecEntries(files: string) {
  const root = join(workRoot, 'kexec-tools');
  rmSync(root, { recursive: true, force: true });
  await unpack(['kexec-tools', ...librariesOf('kexec-tools')], root);
  const path = join(root, 'usr/lib/x86_64-linux-gnu');
  const kexec = ['sbin/kexec', 'usr/sbin/kexec'].map((name) => join(root, name)).find(existsSync);
  if (kexec === undefined) throw new Error('the package kexec-tools has no kexec');
  const env = { ...process.env, LD_LIBRARY_PATH: path };
  const needed = execFileSync('ldd', [kexec], { env, encoding: 'utf8' }).match(/\/\S+/g) ?? [];
  const init = `#!/bin/busybox sh
/bin/busybox mkdir -p /proc /sys /dev
/bin/busybox --install -s /bin
export PATH=/bin:/netberth LD_LIBRARY_PATH=/netberth
mount -t proc proc /proc && mount -t sysfs sys /sys && mount -t devtmpfs dev /dev
while read -r module; do insmod "/modules/$module"; done </modules/order
ifconfig eth0 10.0.2.99 up
sh /netberth/kexec.sh
`;
  const program = (name: string, content: Buffer) => ({ name, content, mode: 0o100755 });
  return [
    ...['netberth', 'lib64'].map((name) => ({ name, content: new Uint8Array(), mode: 0o040755 })),
    ...['ipxe-kexec.lkrn', 'autoexec.ipxe', 'kexec.sh'].map((name) =>
      program(`netberth/${name}`, readFileSync(join(files, name))),
    ),
    program('netberth/kexec', readFileSync(kexec)),
    ...needed.map((file) => program(`netberth/${basename(file)}`, readFileSync(file))),
    program('lib64/ld-linux-x86-64.so.2', readFileSync('/lib64/ld-linux-x86-64.so.2')),
    program('init', Buffer.from(init)),
  ];
}

/** The libraries of a package that this system may lack; what every Debian has is taken from here. */
function librariesOf(name: string): string[] {
  const without = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'];
  const words = ['depends', '--recurse', ...without.map((one) => `--no-${one}`), name];
  const listed = execFileSync('apt-cache', words, { encoding: 'utf8' });
  return [...new Set(listed.match(/^libxen\S+$/gm) ?? [])];
}

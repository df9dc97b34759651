import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { liveConf, liveStart, type Persist } from '@netberth/live';
import { end, start } from '../child-process.ts';
import { Screen } from '../screen.ts';
import { cpioArchive, type CpioEntry } from '../test-image/cpio-archive.ts';
import { unpackedDebian } from '../test-image/image-parts.ts';
import { moduleFiles } from '../test-image/module-files.ts';

/** One run of `live-start`: what the recipe says of `persist`, and what is done before and behind it. */
export type StartCase = {
  readonly name: string;
  readonly persist: Partial<Persist>;
  readonly behind?: string;
};

const programs = ['blkid', 'blockdev', 'e2fsck', 'mkfs.ext4', 'sfdisk'];
// ext4 is in this kernel.
const drivers = ['virtio_pci', 'virtio_blk'];
const folders = [
  'bin',
  'dev',
  'etc',
  'etc/systemd',
  'etc/systemd/system',
  'lib64',
  'modules',
  'proc',
  'run',
  'sys',
  'var',
  'var/lib',
  'var/lib/nova',
];

/**
 * Runs cases one after another in a machine with these disks (`/dev/vda`, `/dev/vdb` …), each like a boot of its own, and gives
 * what it showed. The program is the one that live images have; the system around it is busybox.
 */
export async function runCases(
  folder: string,
  disks: readonly string[],
  cases: readonly StartCase[],
  timeoutMs: number,
): Promise<string> {
  const debian = await unpackedDebian();
  const initrd = join(folder, 'initrd');
  writeFileSync(initrd, cpioArchive(await entriesOf(cases)));
  const screen = new Screen();
  const running = start(
    'qemu-system-x86_64',
    [
      ...[
        '-accel',
        'tcg,thread=multi',
        '-cpu',
        'qemu64',
        '-m',
        '256',
        '-nodefaults',
        '-display',
        'none',
        '-no-reboot',
      ],
      ...['-kernel', join(debian.root, 'boot', `vmlinuz-${debian.kernelRelease}`), '-initrd', initrd],
      ...['-append', 'console=ttyS0 quiet norandmaps mitigations=off panic=-1'],
      ...disks.flatMap((disk) => ['-drive', `file=${disk},format=raw,if=virtio,cache=unsafe`]),
      ...['-chardev', 'stdio,id=console,signal=off', '-serial', 'chardev:console'],
    ],
    { logFile: join(folder, 'console.log'), cwd: folder, onOutput: (bytes) => screen.write(bytes) },
  );
  try {
    await screen.find('ALL CASES RAN', 0, AbortSignal.timeout(timeoutMs));
  } catch (cause) {
    throw new Error(`the cases did not end. The screen ends with:\n${screen.tail(30)}`, { cause });
  } finally {
    await end(running, 2_000);
  }
  return screen.text;
}

async function entriesOf(cases: readonly StartCase[]): Promise<readonly CpioEntry[]> {
  const modules = await moduleFiles(await unpackedDebian(), drivers);
  const own = programs.map((name) => [name, whereIs(name)] as const);
  const libraries = new Set(own.flatMap(([, path]) => librariesOf(path)));
  return [
    ...folders.map((name) => ({ name, content: new Uint8Array(), mode: 0o040755 })),
    executable('bin/busybox', readFileSync('/bin/busybox')),
    ...own.map(([name, path]) => executable(`bin/${name}`, readFileSync(path))),
    ...[...libraries].map((path) => executable(`lib64/${basename(path)}`, readFileSync(path))),
    ...modules.map((file) => executable(`modules/${basename(file)}`, readFileSync(file))),
    executable('live-start', Buffer.from(liveStart)),
    ...cases.map(({ persist }, index) => executable(`case${index}`, Buffer.from(confOf(persist)))),
    executable('init', Buffer.from(initOf(cases, modules))),
  ];
}

function confOf(persist: Partial<Persist>): string {
  const directories = ['/var/lib/nova'];
  const usual = { missing: 'rescue', how: 'bind', identity: true } as const;
  return liveConf({ name: 'node', persist: { ...usual, directories, ...persist } }, '1');
}

function initOf(cases: readonly StartCase[], modules: readonly string[]): string {
  const runs = cases.map(({ name, behind = '' }, index) =>
    [
      `echo "CASE ${name}"`,
      `NETBERTH_CONF=/case${index} NETBERTH_RUN=/run/case${index} NETBERTH_TRIES=0 sh /live-start`,
      behind,
      'umount /var/lib/nova 2>/dev/null; umount /data 2>/dev/null; sync',
    ].join('\n'),
  );
  return `#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin LD_LIBRARY_PATH=/lib64
mount -t proc proc /proc && mount -t sysfs sys /sys && mount -t devtmpfs dev /dev
${modules.map((file) => `insmod /modules/${basename(file)}`).join('\n')}
echo localhost >/etc/hosts
echo 'from the image' >/var/lib/nova/first
${runs.join('\n')}
echo ALL CASES RAN
poweroff -f
`;
}

function whereIs(name: string): string {
  const found = ['/usr/sbin', '/sbin', '/usr/bin', '/bin']
    .map((folder) => join(folder, name))
    .find(existsSync);
  if (found === undefined) throw new Error(`there is no ${name} here`);
  return realpathSync(found);
}

function librariesOf(program: string): readonly string[] {
  return execFileSync('ldd', [program], { encoding: 'utf8' }).match(/\/\S+/g) ?? [];
}

function executable(name: string, content: Uint8Array): CpioEntry {
  return { name, content, mode: 0o100755 };
}

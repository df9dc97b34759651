import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { end, start, type Running } from './child-process.ts';
import { Keyboard } from './keyboard.ts';
import { Screen } from './screen.ts';
import { run } from './test-image/run.ts';

const withinMs = 10 * 60_000;

const network = '[Match]\nName=en*\n[Network]\nDHCP=ipv4\n';
/** Whoever sits at the machine's console is root. */
const autologin = '[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin root --noclear %I dumb\n';

/** A fresh Debian 12 with systemd and a kernel, as files in `folder`. */
export class DebianTree {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** @param mirror the address of a mirror of Debian */
  static async make(folder: string, mirror: string, more: readonly string[] = []): Promise<DebianTree> {
    const packages = ['systemd-sysv', 'linux-image-cloud-amd64', 'initramfs-tools', 'dbus', ...more].join(
      ',',
    );
    const options = ['--quiet', '--variant=apt', `--include=${packages}`];
    await run('mmdebstrap', [...options, 'bookworm', folder, mirror], { timeoutMs: withinMs });
    const tree = new DebianTree(folder);
    tree.write('etc/systemd/network/all.network', network);
    tree.write('etc/systemd/system/serial-getty@ttyS0.service.d/autologin.conf', autologin);
    await tree.run('systemctl enable systemd-networkd');
    return tree;
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** A script of `sh -e` as root, without any service that runs. @returns what it printed */
  async run(script: string): Promise<string> {
    const inside = `mount -t proc proc "$0/proc"; exec chroot "$0" sh -ec "$1"`;
    const words = ['--mount', 'sh', '-ec', inside, this.folder, script];
    return run('unshare', words, { timeoutMs: withinMs });
  }
}

type BootOptions = {
  /** For its disk and its log. */
  readonly folder: string;
  /** Ports of the machine by the ports of our loopback that lead to them. */
  readonly ports: Readonly<Record<number, number>>;
};

/** A virtual machine with a disk of its own, made from such files; a shell waits at its console. */
export class DebianMachine {
  readonly #running: Running;
  readonly #keyboard: Keyboard;

  private constructor(running: Running, keyboard: Keyboard) {
    this.#running = running;
    this.#keyboard = keyboard;
  }

  static async boot({ folder: tree }: DebianTree, { folder, ports }: BootOptions): Promise<DebianMachine> {
    const disk = join(folder, 'disk.img');
    await run('mkfs.ext4', ['-q', '-d', tree, disk, '3G'], { timeoutMs: withinMs });
    const kernel = readdirSync(join(tree, 'boot')).find((name) => name.startsWith('vmlinuz-')) ?? '';
    const forwards = Object.entries(ports).map(([ours, its]) => `hostfwd=tcp:127.0.0.1:${ours}-:${its}`);
    const screen = new Screen();
    const running = start(
      'qemu-system-x86_64',
      [
        ...['-accel', 'tcg,thread=multi', '-cpu', 'max', '-m', '1536', '-smp', '2'],
        ...['-nodefaults', '-display', 'none', '-no-reboot', '-serial', 'stdio'],
        ...['-kernel', join(tree, 'boot', kernel)],
        ...['-initrd', join(tree, 'boot', kernel.replace('vmlinuz', 'initrd.img'))],
        ...['-append', 'root=/dev/vda rw console=ttyS0 quiet systemd.show_status=yes mitigations=off'],
        ...['-drive', `file=${disk},format=raw,if=virtio,cache=unsafe`],
        ...['-nic', ['user', 'model=virtio-net-pci', ...forwards].join(',')],
      ],
      {
        logFile: join(folder, 'machine.log'),
        cwd: folder,
        takesInput: true,
        onOutput: (text) => screen.write(text),
      },
    );
    const machine = new DebianMachine(running, new Keyboard(running, screen));
    try {
      await screen.find(/root@\S+:~#/, 0, AbortSignal.timeout(withinMs));
      return machine;
    } catch (error) {
      await machine.off();
      throw error;
    }
  }

  /** @returns what the command printed; throws when it fails */
  type(command: string): Promise<string> {
    return this.#keyboard.type(command);
  }

  async off(): Promise<void> {
    await end(this.#running, 1_000);
  }
}

import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { end, start, type Running } from '../../src/child-process.ts';
import { freePort } from '../../src/free-port.ts';
import { run } from '../../src/test-image/run.ts';
import type { GuestSystem } from './guest-system.ts';

type GuestOptions = {
  /** Written to. */
  readonly disk: string;
  readonly folder: string;
  /** Where its SSH server is in the network 10.77.0.0/24, whose first lease is 10.77.0.100. */
  readonly address: string;
  /** Where cloud-init finds what a cloud tells a server; null: it finds no cloud. */
  readonly seedUrl?: string | null;
};

/** A virtual machine with a system of its own on its disk; off when it is disposed of. */
export class CloudGuest implements AsyncDisposable {
  readonly sshPort: number;
  readonly #logFile: string;
  readonly #running: Running;
  readonly #system: GuestSystem;
  readonly #monitor: string;
  #isOff = false;

  private constructor(system: GuestSystem, sshPort: number, options: GuestOptions) {
    this.#system = system;
    this.#monitor = join(options.folder, `guest-${sshPort}.monitor`);
    this.sshPort = sshPort;
    this.#logFile = join(options.folder, `guest-${sshPort}.log`);
    this.#running = start(
      'qemu-system-x86_64',
      [...guestArguments(system, sshPort, options), '-monitor', `unix:${this.#monitor},server,nowait`],
      {
        logFile: this.#logFile,
        cwd: options.folder,
      },
    );
    void this.#running.ended.then(() => (this.#isOff = true));
  }

  static async start(system: GuestSystem, options: GuestOptions): Promise<CloudGuest> {
    return new CloudGuest(system, await freePort(), options);
  }

  /** Once it lets root in. */
  async ready(timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const answer = await this.ssh('true').then(
        () => 'in',
        (error: Error) => error.message,
      );
      if (answer === 'in') return;
      if (this.#isOff || Date.now() > deadline) throw new Error(`no SSH (${answer}), see ${this.#logFile}`);
      await sleep(1000);
    }
  }

  async ssh(command: string): Promise<string> {
    const known = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null'];
    const login = ['-i', this.#system.privateKey, '-p', String(this.sshPort), 'root@127.0.0.1'];
    return run('ssh', ['-F', '/dev/null', '-q', '-o', 'ConnectTimeout=20', ...known, ...login, command]);
  }

  /** Resolves when it has switched itself off. */
  async goesOff(timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!this.#isOff) {
      if (Date.now() > deadline) throw new Error(`it is still on, see ${this.#logFile}`);
      await sleep(500);
    }
  }

  /** As a cloud stops a server. Resolves when it is off. */
  async pressPower(timeoutMs: number): Promise<void> {
    const socket = connect(this.#monitor);
    await once(socket, 'connect');
    socket.resume().end('system_powerdown\n');
    await this.goesOff(timeoutMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#running, 2000);
  }
}

function guestArguments(
  { kernel, initrd }: GuestSystem,
  sshPort: number,
  { disk, address, seedUrl = null }: GuestOptions,
): string[] {
  // Address randomisation has the emulator translate every process anew.
  const words = 'root=/dev/vda rw console=ttyS0 net.ifnames=0 norandmaps mitigations=off';
  const network = 'net=10.77.0.0/24,host=10.77.0.2,dns=10.77.0.3,dhcpstart=10.77.0.100';
  return [
    ...['-accel', 'tcg,thread=multi', '-cpu', 'qemu64', '-smp', '2', '-m', '768', '-machine', 'q35'],
    ...['-nodefaults', '-display', 'none', '-serial', 'stdio', '-no-reboot'],
    ...['-kernel', kernel, '-initrd', initrd, '-append', words],
    ...['-drive', `file=${disk},format=raw,if=virtio,cache=unsafe`],
    ...['-netdev', `user,id=n0,${network},hostfwd=tcp:127.0.0.1:${sshPort}-${address}:22`],
    ...['-device', 'virtio-net-pci,netdev=n0,romfile='],
    ...(seedUrl === null ? [] : ['-smbios', `type=1,serial=ds=nocloud-net;s=${seedUrl}`]),
  ];
}

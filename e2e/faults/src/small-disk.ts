import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { run } from '../../src/test-image/run.ts';

/** A disk of its own in a mount namespace of its own, which nobody else sees; it can be filled to the last byte. */
export class SmallDisk {
  readonly #holder: ChildProcess;
  readonly folder: string;

  private constructor(holder: ChildProcess, folder: string) {
    this.#holder = holder;
    this.folder = folder;
  }

  static async make(folder: string, sizeMib: number): Promise<SmallDisk> {
    const mount = `mount -t tmpfs -o size=${sizeMib}m,mode=700 tmpfs "$0" && echo ready && exec sleep infinity`;
    const words = [
      '--pdeathsig',
      'KILL',
      'unshare',
      '--mount',
      '--propagation',
      'private',
      'sh',
      '-c',
      mount,
    ];
    const holder = spawn('setpriv', [...words, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    return new SmallDisk(holder, folder);
  }

  /** What stands before a program so that it sees the disk. */
  get within(): readonly string[] {
    return ['nsenter', '--mount', '--target', String(this.#holder.pid)];
  }

  /** How a file of the disk is reached from outside. */
  pathOf(file: string): string {
    return `/proc/${this.#holder.pid}/root${this.folder}/${file}`;
  }

  async fill(): Promise<void> {
    // dd ends with an error when the disk is full, which is what is wanted.
    await this.#sh(`dd if=/dev/zero of="$0/fill" bs=64k 2>/dev/null; true`);
  }

  async makeRoom(): Promise<void> {
    await this.#sh('rm -f "$0/fill"');
  }

  async #sh(script: string): Promise<void> {
    const [program = '', ...words] = this.within;
    await run(program, [...words, 'sh', '-c', script, this.folder]);
  }

  async end(): Promise<void> {
    const gone = once(this.#holder, 'exit');
    this.#holder.kill('SIGKILL');
    await gone;
  }
}

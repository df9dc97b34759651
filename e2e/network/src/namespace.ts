import { run } from '../../src/test-image/run.ts';
import { end, start, type Running } from '../../src/child-process.ts';
import { join } from 'node:path';

let made = 0;

/** A host of its own as far as the network goes: interfaces, routes, ports. Left, everything in it is ended. */
export class Namespace implements AsyncDisposable {
  readonly name: string;
  readonly #folder: string;
  readonly #running: Running[] = [];

  private constructor(name: string, folder: string) {
    this.name = name;
    this.#folder = folder;
  }

  static async make(name: string, folder: string): Promise<Namespace> {
    made += 1;
    const namespace = new Namespace(`nb${process.pid}-${made}-${name}`, folder);
    await run('ip', ['netns', 'add', namespace.name]);
    await namespace.ip('link set lo up');
    return namespace;
  }

  /** `ip ARGS` in here. */
  async ip(args: string): Promise<string> {
    return await run('ip', ['-n', this.name, ...args.split(' ')]);
  }

  async run(program: string, ...args: string[]): Promise<string> {
    return await run('ip', ['netns', 'exec', this.name, program, ...args]);
  }

  /** Starts a program in here; its output is in `<folder>/<logName>.log`. */
  start(
    logName: string,
    program: string,
    args: readonly string[],
    onOutput?: (text: string) => void,
  ): Running {
    const running = start('ip', ['netns', 'exec', this.name, program, ...args], {
      logFile: join(this.#folder, `${logName}.log`),
      cwd: this.#folder,
      ...(onOutput && { onOutput }),
    });
    this.#running.push(running);
    return running;
  }

  /** A switch with an address of this host on it. */
  async addBridge(name: string, ...addresses: readonly string[]): Promise<void> {
    await this.ip(`link add ${name} type bridge`);
    // Else the kernel holds what a new port sends back for a while.
    await this.ip(`link set ${name} type bridge forward_delay 0`);
    await this.ip(`link set ${name} up`);
    // A switch without anything on it that is on has no link, and its addresses do not count.
    await this.ip(`link add ${name}-on type veth peer name ${name}-end`);
    await this.ip(`link set ${name}-on master ${name}`);
    for (const end of [`${name}-on`, `${name}-end`]) await this.ip(`link set ${end} up`);
    for (const address of addresses)
      await this.ip(`addr add ${address} dev ${name}${address.includes(':') ? ' nodad' : ''}`);
  }

  /** Frames of one VLAN on an interface, as an interface `NAME.ID`; both on. */
  async addVlanInterface(name: string, id: number): Promise<void> {
    await this.ip(`link set ${name} up`);
    await this.ip(`link add link ${name} name ${name}.${id} type vlan id ${id}`);
    await this.ip(`link set ${name}.${id} up`);
  }

  /** A socket of a switch, for a virtual machine. */
  async addTap(name: string, bridge: string): Promise<string> {
    await this.ip(`tuntap add ${name} mode tap`);
    await this.ip(`link set ${name} master ${bridge}`);
    await this.ip(`link set ${name} up`);
    return name;
  }

  /** A cable from a switch in here to an interface of another host. */
  async connect(bridge: string, other: Namespace, itsInterface: string, itsAddress: string): Promise<void> {
    const port = `p-${itsInterface}`;
    await this.ip(`link add ${port} type veth peer name ${itsInterface} netns ${other.name}`);
    await this.ip(`link set ${port} master ${bridge}`);
    await this.ip(`link set ${port} up`);
    await other.ip(`addr add ${itsAddress} dev ${itsInterface}`);
    await other.ip(`link set ${itsInterface} up`);
  }

  async endAll(): Promise<void> {
    await Promise.all(this.#running.splice(0).map(async (running) => await end(running, 3000)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.endAll();
    await run('ip', ['netns', 'del', this.name]);
  }
}

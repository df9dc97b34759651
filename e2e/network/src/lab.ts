import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { BareMachine, type BareFirmware } from './bare-machine.ts';
import { LabServer, within } from './lab-server.ts';
import { Namespace } from './namespace.ts';

/**
 * A network built for one test: a switch `lan0` (10.20.0.0/24, our host is .1) with room for other hosts and for
 * machines. Nothing of it is reachable from outside, and nothing of it outlives the test.
 */
export class Lab implements AsyncDisposable {
  readonly folder: string;
  readonly host: Namespace;
  readonly #hosts: Namespace[] = [];
  #server: LabServer | undefined;
  #taps = 0;

  private constructor(folder: string, host: Namespace) {
    this.folder = folder;
    this.host = host;
    this.#hosts.push(host);
  }

  static async open(name: string): Promise<Lab> {
    const folder = emptyWorkFolder(`network-${name}`);
    const host = await Namespace.make('server', folder);
    const lab = new Lab(folder, host);
    await host.addBridge('lan0', '10.20.0.1/24', 'fd00:20::1/64');
    return lab;
  }

  /** The server of the lab, on; `waitForDhcp` when its DHCP must be up too. One at a time, all with one data folder. */
  async serve(...flags: readonly string[]): Promise<LabServer> {
    return await this.serveUnder([], ...flags);
  }

  /** @param under words before the program, like `env PATH=…` */
  async serveUnder(under: readonly string[], ...flags: readonly string[]): Promise<LabServer> {
    await this.#server?.switchOff();
    const server = new LabServer(this.host, this.folder, ['--new-machines', 'disk', ...flags], under);
    this.#server = server;
    await server.switchOn();
    return server;
  }

  /** Another host on lan0. */
  async addHost(name: string, address: string): Promise<Namespace> {
    const host = await Namespace.make(name, this.folder);
    this.#hosts.push(host);
    await this.host.connect('lan0', host, `${name}0`, address);
    return host;
  }

  /** A DHCP server that is not ours, at 10.20.0.9; `lines` are added to its configuration. */
  async addForeignServer(...lines: string[]): Promise<Namespace> {
    const host = await this.addHost('foreign', '10.20.0.9/24');
    await this.startDnsmasq(host, [
      'dhcp-range=10.20.0.50,10.20.0.60,1h',
      'no-ping',
      `dhcp-leasefile=${join(this.folder, 'foreign.leases')}`,
      ...lines,
    ]);
    return host;
  }

  /** A dnsmasq without DNS, with these lines; resolves when it listens. */
  async startDnsmasq(host: Namespace, lines: readonly string[]): Promise<void> {
    const file = join(this.folder, `${host.name}.conf`);
    writeFileSync(file, ['port=0', 'user=root', 'log-dhcp', ...lines, ''].join('\n'));
    host.start(`dnsmasq-${host.name}`, 'dnsmasq', [
      '-k',
      '--log-facility=-',
      '--pid-file=',
      `--conf-file=${file}`,
    ]);
    await within(10_000, `dnsmasq of ${host.name} listens`, async () => {
      return (await host.run('ss', '-Hlun', 'sport = :67')) !== '';
    });
  }

  /** A machine that is still off; the first has MAC 52:54:00:4e:57:01 and so on. */
  async machine(
    firmware: BareFirmware,
    at: { host: Namespace; bridge: string } = this.lan0,
  ): Promise<BareMachine> {
    this.#taps += 1;
    const tap = await at.host.addTap(`tap${this.#taps}`, at.bridge);
    const mac = `52:54:00:4e:57:${this.#taps.toString(16).padStart(2, '0')}`;
    return new BareMachine({ host: at.host, tap, firmware, mac, folder: this.folder });
  }

  get lan0(): { host: Namespace; bridge: string } {
    return { host: this.host, bridge: 'lan0' };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.switchOff();
    for (const host of this.#hosts.reverse()) await host[Symbol.asyncDispose]();
  }
}

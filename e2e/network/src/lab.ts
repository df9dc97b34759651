import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { BareMachine, type BareFirmware, type BareMachineOptions } from './bare-machine.ts';
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
    const host = await this.addNamespace(name);
    await this.host.connect('lan0', host, `${name}0`, address);
    return host;
  }

  private async addNamespace(name: string): Promise<Namespace> {
    const host = await Namespace.make(name, this.folder);
    this.#hosts.push(host);
    return host;
  }

  /** A router at 10.20.0.254 with a switch `lan1` of its own, 10.30.0.0/24, that passes DHCP on to our host. */
  async addRelay(): Promise<{ host: Namespace; bridge: string }> {
    const host = await this.addHost('router', '10.20.0.254/24');
    await host.addBridge('lan1', '10.30.0.1/24');
    await host.run('sysctl', '-q', '-w', 'net.ipv4.ip_forward=1');
    await this.host.ip('route add 10.30.0.0/24 via 10.20.0.254');
    await this.startDnsmasq(host, ['dhcp-relay=10.30.0.1,10.20.0.1']);
    return { host, bridge: 'lan1' };
  }

  /**
   * A switch whose sockets are in VLAN 20, with a trunk to our host, which is 10.40.0.1 on `trunk0.20`. Frames carry
   * tags on the trunk alone.
   */
  async addVlan(): Promise<{ host: Namespace; bridge: string }> {
    const host = await this.addNamespace('switch');
    await host.ip(`link add trunk type veth peer name trunk0 netns ${this.host.name}`);
    await host.addVlanInterface('trunk', 20);
    await this.host.addVlanInterface('trunk0', 20);
    await host.addBridge('vlan20');
    await host.ip('link set trunk.20 master vlan20');
    await this.host.ip('addr add 10.40.0.1/24 dev trunk0.20');
    return { host, bridge: 'vlan20' };
  }

  /** The host of a DHCP server that is not ours, at 10.20.0.9 on its `foreign0`. */
  async addForeignHost(): Promise<Namespace> {
    return await this.addHost('foreign', '10.20.0.9/24');
  }

  /** A dnsmasq that is not ours, at 10.20.0.9; `lines` are added to its configuration. */
  async addForeignServer(...lines: string[]): Promise<Namespace> {
    const host = await this.addForeignHost();
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
    more: Pick<BareMachineOptions, 'cd' | 'disk'> = {},
  ): Promise<BareMachine> {
    this.#taps += 1;
    const tap = await at.host.addTap(`tap${this.#taps}`, at.bridge);
    const mac = macOf(this.#taps);
    return new BareMachine({ host: at.host, tap, firmware, mac, folder: this.folder, ...more });
  }

  /** A machine with an image in its CD drive, on lan0; it has so many cards, and is still off. */
  async machineWithCd(cd: string, cards = 1): Promise<BareMachine> {
    const sockets: { tap: string; mac: string }[] = [];
    for (let card = 0; card < cards; card += 1) {
      this.#taps += 1;
      const tap = await this.host.addTap(`tap${this.#taps}`, 'lan0');
      sockets.push({ tap, mac: macOf(this.#taps) });
    }
    const [first, ...moreCards] = sockets;
    if (first === undefined) throw new Error('a machine has one card at least');
    return new BareMachine({
      host: this.host,
      firmware: 'bios',
      ...first,
      folder: this.folder,
      cd,
      moreCards,
    });
  }

  get lan0(): { host: Namespace; bridge: string } {
    return { host: this.host, bridge: 'lan0' };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.switchOff();
    for (const host of this.#hosts.reverse()) await host[Symbol.asyncDispose]();
  }
}

function macOf(tap: number): string {
  return `52:54:00:4e:57:${tap.toString(16).padStart(2, '0')}`;
}

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { end, start, type Running } from '../src/child-process.ts';

export type WireOptions = {
  readonly folder: string;
  /** Frames on the machine's port carry this 802.1Q tag, and others are not heard. */
  readonly vlan?: number;
  /** Routers may announce themselves, and DHCPv6 may answer; there is no DHCP for IPv4 all the same. */
  readonly hasRouter?: boolean;
  /** The link is up, and nobody is there. */
  readonly isDead?: boolean;
};

/**
 * The cable between a machine's network card and QEMU's user network, where 10.0.2.2 and fec0::2 are this host's
 * loopback. Nothing that hands out addresses gets through: no DHCP, no DHCPv6, no router advertisement.
 */
export class Wire implements AsyncDisposable {
  readonly #machineSide: Socket;
  readonly #machinePort: number;
  readonly #running: Running | null;
  readonly #networkSide: Socket;

  private constructor(machine: Socket, machinePort: number, network: Socket, running: Running | null) {
    this.#machineSide = machine;
    this.#machinePort = machinePort;
    this.#networkSide = network;
    this.#running = running;
  }

  static async open(options: WireOptions): Promise<Wire> {
    const [machine, network] = [await boundSocket(), await boundSocket()];
    const [machinePort, networkPort] = [await freeUdpPort(), await freeUdpPort()];
    const running =
      options.isDead === true ? null : userNetwork(options.folder, networkPort, network.address().port);
    const isBarred = options.hasRouter === true ? isDhcpOfIpv4 : handsOutAddresses;
    const pass = (frame: Buffer | null, socket: Socket, port: number) => {
      if (frame !== null && !isBarred(frame)) socket.send(frame, port, '127.0.0.1');
    };
    machine.on('message', (frame) => pass(untagged(frame, options.vlan), network, networkPort));
    network.on('message', (frame) => pass(tagged(frame, options.vlan), machine, machinePort));
    return new Wire(machine, machinePort, network, running);
  }

  /** QEMU's arguments for a card on this wire. */
  card(id: string, mac: string): string[] {
    return [
      ...['-netdev', dgram(id, this.#machinePort, this.#machineSide.address().port)],
      ...['-device', `virtio-net-pci,netdev=${id},mac=${mac},romfile=`],
    ];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#running !== null) await end(this.#running, 1000);
    this.#machineSide.close();
    this.#networkSide.close();
  }
}

/** A QEMU without a machine, which is only a network. */
function userNetwork(folder: string, localPort: number, remotePort: number): Running {
  const args = [
    ...['-machine', 'none', '-nodefaults', '-display', 'none'],
    ...['-netdev', 'user,id=world', '-netdev', 'hubport,id=port0,hubid=0,netdev=world'],
    ...['-netdev', dgram('cable', localPort, remotePort), '-netdev', 'hubport,id=port1,hubid=0,netdev=cable'],
  ];
  return start('qemu-system-x86_64', args, { logFile: `${folder}/network.log`, cwd: folder });
}

function dgram(id: string, localPort: number, remotePort: number): string {
  const end = (name: string, port: number) => `${name}.type=inet,${name}.host=127.0.0.1,${name}.port=${port}`;
  return `dgram,id=${id},${end('local', localPort)},${end('remote', remotePort)}`;
}

const tagType = 0x8100;

function untagged(frame: Buffer, vlan: number | undefined): Buffer | null {
  const isTagged = frame.readUInt16BE(12) === tagType;
  if (vlan === undefined) return isTagged ? null : frame;
  if (!isTagged || (frame.readUInt16BE(14) & 0xfff) !== vlan) return null;
  return Buffer.concat([frame.subarray(0, 12), frame.subarray(16)]);
}

function tagged(frame: Buffer, vlan: number | undefined): Buffer {
  if (vlan === undefined) return frame;
  const tag = Buffer.alloc(4);
  tag.writeUInt16BE(tagType, 0);
  tag.writeUInt16BE(vlan, 2);
  return Buffer.concat([frame.subarray(0, 12), tag, frame.subarray(12)]);
}

function isDhcpOfIpv4(frame: Buffer): boolean {
  return frame.readUInt16BE(12) === 0x0800 && handsOutAddresses(frame);
}

/** DHCP (UDP 67, 68), DHCPv6 (546, 547) and router advertisements (ICMPv6 134, RFC 4861 4.2); no IP options, as here. */
function handsOutAddresses(frame: Buffer): boolean {
  const type = frame.readUInt16BE(12);
  const [isIpv4, isIpv6] = [type === 0x0800, type === 0x86dd];
  const protocol = isIpv4 ? frame[23] : isIpv6 ? frame[20] : undefined;
  const payload = isIpv4 ? 34 : 54;
  if (protocol === 17) return [67, 68, 546, 547].includes(frame.readUInt16BE(payload + 2));
  return isIpv6 && protocol === 58 && frame[payload] === 134;
}

async function boundSocket(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

async function freeUdpPort(): Promise<number> {
  const socket = await boundSocket();
  const { port } = socket.address();
  socket.close();
  return port;
}

import { createSocket } from 'node:dgram';
import type { Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, isIPv6 } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { canonicalAddress } from '../../platform/network-address.ts';
import { parseSyslog } from './parse-syslog.ts';
import type { SaidLine } from './parse-syslog.ts';
import { SyslogFrames } from './syslog-frames.ts';

export type ListenAt = { readonly host: string; readonly port: number };

const maxConnections = 1024;
const maxConnectionsOfAddress = 8;
/** An installer that waits for packages says nothing for long. */
const silenceMs = 3_600_000;

/** Takes syslog by UDP and TCP on one port, and hands on each message that is one, with where it came from. */
export class SyslogReceiver {
  readonly #take: (address: string, line: SaidLine) => void;
  readonly #udp: UdpSocket;
  readonly #tcp: Server;
  readonly #open = new Map<Socket, string>();

  private constructor(host: string, take: (address: string, line: SaidLine) => void) {
    this.#take = take;
    this.#udp = createSocket(isIPv6(host) ? 'udp6' : 'udp4', (message, { address }) =>
      this.#hear(canonicalAddress(address), message.toString('utf8')),
    );
    this.#tcp = createServer((socket) => this.#connect(socket));
    this.#tcp.maxConnections = maxConnections;
  }

  /** @throws when the port is taken or may not be used */
  static async open(
    { host, port }: ListenAt,
    take: (address: string, line: SaidLine) => void,
  ): Promise<SyslogReceiver> {
    const receiver = new SyslogReceiver(host, take);
    try {
      receiver.#tcp.listen(port, host);
      await once(receiver.#tcp, 'listening');
      receiver.#udp.bind(receiver.port, host);
      await once(receiver.#udp, 'listening');
    } catch (error) {
      await receiver.close();
      throw error;
    }
    // What one datagram or connection does must not end the others.
    receiver.#udp.on('error', () => undefined);
    receiver.#tcp.on('error', () => undefined);
    return receiver;
  }

  get port(): number {
    return (this.#tcp.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.#open.keys()) socket.destroy();
    await new Promise<void>((resolve) => {
      if (this.#tcp.listening) this.#tcp.close(() => resolve());
      else resolve();
    });
    await new Promise<void>((resolve) => {
      try {
        this.#udp.close(() => resolve());
      } catch {
        // It was never bound.
        resolve();
      }
    });
  }

  #connect(socket: Socket): void {
    const address = canonicalAddress(socket.remoteAddress ?? '');
    const own = [...this.#open.values()].filter((other) => other === address);
    if (own.length >= maxConnectionsOfAddress) return void socket.destroy();
    this.#open.set(socket, address);
    const frames = new SyslogFrames();
    const hear = (messages: readonly string[]) => {
      for (const message of messages) this.#hear(address, message);
    };
    socket.setTimeout(silenceMs, () => socket.destroy());
    socket.on('data', (chunk: Buffer) => hear(frames.push(chunk)));
    socket.on('end', () => hear(frames.end()));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#open.delete(socket));
  }

  #hear(address: string, message: string): void {
    const line = parseSyslog(message.replace(/[\r\n\0]+$/, ''));
    if (line !== undefined && line.text !== '') this.#take(address, line);
  }
}

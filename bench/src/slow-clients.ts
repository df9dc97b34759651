/** What 1,000 clients that read 100 kB a second cost a server in memory, and whether a fast one beside them notices. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { peakMiBOf } from './process-usage.ts';
import { bundledCommand, residentMiB, startNetberth, stop } from './server-process.ts';

const clients = 1000;
const bytesPerSecond = 100_000;
const seconds = 20;
const ticksPerSecond = 4;

export type SlowRow = {
  readonly image: string;
  readonly clients: number;
  readonly idleMiB: number;
  readonly peakMiB: number;
  /** Of the slowest client; they take no more than they are said to. */
  readonly leastKBPerSecond: number;
  /** One more client, as fast as it can, while the others read. */
  readonly fastMBPerSecond: number;
};

export async function slowClients(): Promise<SlowRow[]> {
  return [await measure('100 MB, kept in memory', 100e6), await measure('1 GB, read from the disk', 1e9)];
}

async function measure(image: string, sizeBytes: number): Promise<SlowRow> {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-bench-'));
  const data = join(folder, 'data');
  const path = importImage(folder, data, sizeBytes);
  const server = await startNetberth(data);
  const sockets: Socket[] = [];
  try {
    const idleMiB = residentMiB(server);
    const read = Array.from({ length: clients }, () => 0);
    for (let client = 0; client < clients; client += 1)
      sockets.push(
        slowClient(new URL(path, server.url), (bytes) => (read[client] = (read[client] ?? 0) + bytes)),
      );
    await sleep((seconds * 1000) / 2);
    const fastMBPerSecond = await fastClient(new URL(path, server.url));
    await sleep((seconds * 1000) / 2);
    return {
      ...{ image, clients },
      idleMiB: Math.round(idleMiB),
      peakMiB: Math.round(peakMiBOf(server.child.pid ?? 0)),
      leastKBPerSecond: Math.round(Math.min(...read) / seconds / 1000),
      fastMBPerSecond: Math.round(fastMBPerSecond),
    };
  } finally {
    for (const socket of sockets) socket.destroy();
    await stop(server);
    rmSync(folder, { recursive: true });
  }
}

/** @returns where it is served; what is in it does not matter, so that it takes no room on the disk */
function importImage(folder: string, data: string, sizeBytes: number): string {
  const image = join(folder, 'slow');
  mkdirSync(image);
  for (const name of ['vmlinuz', 'initrd.img', 'disk.raw']) writeFileSync(join(image, name), name);
  truncateSync(join(image, 'disk.raw'), sizeBytes);
  writeFileSync(join(image, 'profile.yaml'), 'kernel: vmlinuz\ninitrds: [initrd.img]\nimage: disk.raw\n');
  const words = [bundledCommand(), '--data', data, 'profile', 'import', image];
  execFileSync(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  return '/images/slow/disk.raw';
}

/** Takes its share four times a second out of what has come, and lets the rest wait. */
function slowClient({ hostname, port, pathname }: URL, onRead: (bytes: number) => void): Socket {
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => socket.destroy());
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: bench\r\n\r\n`);
  const share = bytesPerSecond / ticksPerSecond;
  const timer = setInterval(() => {
    let left = share;
    for (let bytes = take(socket, left); bytes > 0; bytes = take(socket, left)) {
      left -= bytes;
      onRead(bytes);
    }
  }, 1000 / ticksPerSecond);
  socket.on('close', () => clearInterval(timer));
  // listened for, so that it does not flow
  socket.on('readable', () => undefined);
  return socket;
}

function take(socket: Socket, most: number): number {
  if (most <= 0 || socket.readableLength === 0) return 0;
  const chunk: unknown = socket.read(Math.min(most, socket.readableLength));
  return Buffer.isBuffer(chunk) ? chunk.length : 0;
}

async function fastClient(url: URL): Promise<number> {
  const wanted = 100e6;
  const beganMs = performance.now();
  const response = await fetch(url, { headers: { range: `bytes=0-${wanted - 1}` } });
  const { byteLength } = await response.arrayBuffer();
  return byteLength / 1e6 / ((performance.now() - beganMs) / 1000);
}

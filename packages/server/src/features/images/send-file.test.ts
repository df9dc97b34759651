import { createHash, randomFillSync } from 'node:crypto';
import {
  appendFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startImageServer, type ImageServer } from './image-server.fixture.ts';
import { TransferLedger } from './transfer-ledger.ts';

/** However busy the machine is; a file of 64 MiB goes to eight clients here. */
const eventually = { timeout: 30_000, interval: 20 };
vi.setConfig({ testTimeout: 60_000 });

const MIB = 1024 * 1024;
const CACHED = { imageCacheBytes: 512 * MIB };
const UNCACHED = { imageCacheBytes: 0 };

/** The value once it has not changed for half a second; a value that goes on changing fails the test by its time limit. */
async function settled(value: () => number): Promise<number> {
  for (let before = -1; ;) {
    const now = value();
    if (now > 0 && now === before) return now;
    before = now;
    await sleep(500);
  }
}

async function serverWith(
  sizeBytes: number,
  options: { imageCacheBytes: number; stallTimeoutMs?: number },
): Promise<{ images: ImageServer; content: Buffer; path: string }> {
  const images = await startImageServer(options);
  onTestFinished(() => images.close());
  const content = randomFillSync(Buffer.alloc(sizeBytes));
  const path = join(images.folder, 'image');
  writeFileSync(path, content);
  return { images, content, path };
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function openDescriptorsOf(path: string): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(path);
    } catch {
      return false;
    }
  }).length;
}

/** Hooks that write down what they were told. */
function recorder() {
  const progress: [number, number][] = [];
  const ends: string[] = [];
  return {
    progress,
    ends,
    sent: () => progress.reduce((sum, [bytes]) => sum + bytes, 0),
    credit: () => ({
      onProgress: (sentBytes: number, fromByte: number) => void progress.push([sentBytes, fromByte]),
      onEnd: (outcome: string) => void ends.push(outcome),
    }),
  };
}

describe.each([
  ['from memory', CACHED],
  ['from the disk', UNCACHED],
])('sendFile, %s', (_, options) => {
  it('sends 64 MiB to eight clients at once, unharmed', async () => {
    const { images, content, path } = await serverWith(64 * MIB, options);
    const answers = await Promise.all(Array.from({ length: 8 }, () => images.get('image')));
    const wanted = sha256(content);
    for (const { body } of answers) expect(sha256(body)).toBe(wanted);
    await vi.waitFor(() => expect(openDescriptorsOf(path)).toBe(0), eventually);
  });

  it('sends any Range right across the chunks', async () => {
    const { images, content } = await serverWith(9 * MIB, options);
    for (const [from, to] of [
      [MIB - 1, MIB],
      [MIB - 1, 3 * MIB + 1],
      [8 * MIB - 5, 8 * MIB + 5],
      [1, 9 * MIB - 1],
    ] as const) {
      const { body } = await images.get('image', { range: `bytes=${from}-${to}` });
      expect(body.equals(content.subarray(from, to + 1))).toBe(true);
    }
  });

  it('tells of every byte once, in order, and of the end once', async () => {
    const { images } = await serverWith(9 * MIB, options);
    const told = recorder();
    images.target = { credit: told.credit };
    await images.get('image');
    await vi.waitFor(() => expect(told.ends).toEqual(['complete']), eventually);
    let next = 0;
    for (const [bytes, from] of told.progress) {
      expect(from).toBe(next);
      next += bytes;
    }
    expect(next).toBe(9 * MIB);
  });

  it('calls no hook for an answer without a body', async () => {
    const { images } = await serverWith(10, options);
    const told = recorder();
    images.target = { credit: told.credit };
    await images.get('image', {}, 'HEAD');
    await images.get('image', { range: 'bytes=10-' });
    await images.get('image', { 'if-none-match': '*' });
    expect([told.progress, told.ends]).toEqual([[], []]);
  });

  it('stops at once when the client leaves, and frees what it held', async () => {
    const { images, path } = await serverWith(64 * MIB, options);
    const told = recorder();
    images.target = { credit: told.credit };
    const socket = images.ask('image');
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
    await vi.waitFor(() => expect(told.ends).toEqual(['aborted']), eventually);
    expect(told.sent()).toBeLessThan(64 * MIB);
    expect(openDescriptorsOf(path)).toBe(0);
    expect(images.outcomes).toEqual([{ kind: 'aborted' }]);
  });

  it('reads no further than a slow client takes', async () => {
    const { images } = await serverWith(64 * MIB, options);
    const told = recorder();
    images.target = { credit: told.credit };
    const before = process.memoryUsage();
    const sockets = Array.from({ length: 8 }, () => images.ask('image').pause());
    const sentWhileWaiting = await settled(() => told.sent());
    expect(sentWhileWaiting).toBeLessThan(8 * 16 * MIB);
    // The cached file itself, or a buffer for each client.
    expect(process.memoryUsage().arrayBuffers - before.arrayBuffers).toBeLessThan(65 * MIB);
    images.dropConnections();
    await vi.waitFor(() => expect(told.ends).toEqual(Array.from({ length: 8 }, () => 'aborted')), eventually);
    // What was being written when they were dropped is not counted as sent.
    expect(told.sent()).toBe(sentWhileWaiting);
    for (const socket of sockets) socket.destroy();
  });

  it('cuts off a client that takes nothing for too long', async () => {
    const { images } = await serverWith(64 * MIB, { ...options, stallTimeoutMs: 150 });
    const told = recorder();
    images.target = { credit: told.credit };
    const socket = images.ask('image').pause();
    await vi.waitFor(() => expect(told.ends).toEqual(['aborted']), eventually);
    socket.destroy();
  });

  it('finishes with the old content when the file is replaced by another', async () => {
    const { images, content, path } = await serverWith(32 * MIB, options);
    const socket = images.ask('image');
    await new Promise((resolve) => socket.once('readable', resolve));
    writeFileSync(`${path}.new`, 'the new version');
    renameSync(`${path}.new`, path);
    expect((await images.get('image')).body.toString()).toBe('the new version');
    expect(sha256(await readBody(socket, content.length))).toBe(sha256(content));
  });

  it('lets nothing at or beyond the gate out before it has passed', async () => {
    const { images, content } = await serverWith(9 * MIB, options);
    const told = recorder();
    const offset = 5 * MIB + 123;
    let sentBeforePass = 0;
    const pass = vi.fn<() => Promise<boolean>>(async () => {
      await sleep(50);
      sentBeforePass = told.sent();
      return true;
    });
    images.target = { credit: told.credit, gate: () => ({ offset, pass }) };
    const { body } = await images.get('image');
    expect(sentBeforePass).toBe(offset);
    expect(sha256(body)).toBe(sha256(content));
    expect(pass).toHaveBeenCalledTimes(1);
  });

  it('ends the connection at exactly the gate when that refuses', async () => {
    const { images, content } = await serverWith(9 * MIB, options);
    const told = recorder();
    images.target = { credit: told.credit, gate: () => ({ offset: 1234, pass: async () => false }) };
    const received = await readUntilClosed(images.ask('image'));
    expect(received.subarray(received.indexOf('\r\n\r\n') + 4).equals(content.subarray(0, 1234))).toBe(true);
    expect([told.sent(), told.ends]).toEqual([1234, ['broken']]);
    await expect(images.get('image')).rejects.toThrow('aborted');
  });

  it('ends the connection when the gate fails, and hands on why', async () => {
    const { images } = await serverWith(100, options);
    const error = new Error('the database is gone');
    images.target = { gate: () => ({ offset: 10, pass: () => Promise.reject(error) }) };
    await expect(images.get('image')).rejects.toThrow('aborted');
    expect(images.outcomes).toEqual([{ kind: 'broken', error }]);
  });

  it.each([
    ['bytes=0-1233', 0],
    ['bytes=0-1234', 1],
    ['bytes=1234-', 1],
    ['bytes=5000-5001', 1],
  ])('asks the gate at byte 1234 for %s this often: %i', async (range, times) => {
    const { images } = await serverWith(10_000, options);
    const pass = vi.fn<() => Promise<boolean>>(async () => true);
    images.target = { gate: () => ({ offset: 1234, pass }) };
    await images.get('image', { range });
    await images.get('image', { range }, 'HEAD');
    expect(pass).toHaveBeenCalledTimes(times);
  });

  it('sends nothing, not even a status, of a part that lies wholly behind a gate that refuses', async () => {
    const { images } = await serverWith(10_000, options);
    images.target = { gate: () => ({ offset: 0, pass: async () => false }) };
    expect(await readUntilClosed(images.ask('image'))).toHaveLength(0);
  });

  it('does not ask the gate for a client that has left', async () => {
    const { images } = await serverWith(10_000, options);
    const pass = vi.fn<() => Promise<boolean>>(async () => true);
    images.target = {
      credit: () => ({ onProgress: () => images.dropConnections() }),
      gate: () => ({ offset: 1234, pass }),
    };
    await readUntilClosed(images.ask('image'));
    await vi.waitFor(() => expect(images.outcomes).toEqual([{ kind: 'aborted' }]), eventually);
    expect(pass).not.toHaveBeenCalled();
  });

  it('credits a download that was broken off and resumed with the file once', async () => {
    const { images } = await serverWith(3 * MIB, options);
    const ledger = new TransferLedger({ now: () => 5000 });
    images.target = { credit: (file) => ledger.credit(7, file.name, file.sizeBytes) };
    await images.get('image', { range: `bytes=0-${2 * MIB - 1}` });
    await images.get('image', { range: `bytes=${MIB}-` });
    await vi.waitFor(() => expect(images.outcomes).toHaveLength(2), eventually);
    expect(ledger.drain()).toMatchObject([
      { bootNumber: 7, file: 'image', sentBytesAdded: 4 * MIB, coveredBytes: 3 * MIB, complete: true },
    ]);
  });
});

describe('sendFile, from the disk, of a file that is written to meanwhile', () => {
  it.each([
    ['truncated', (path: string) => truncateSync(path, MIB)],
    ['appended to', (path: string) => appendFileSync(path, 'more')],
    ['overwritten in place', (path: string) => writeFileSync(path, Buffer.alloc(32 * MIB), { flag: 'r+' })],
    ['given another date', (path: string) => utimesSync(path, 1, 1)],
  ])('%s: the connection is cut off', async (__, change) => {
    const { images, content, path } = await serverWith(32 * MIB, UNCACHED);
    const told = recorder();
    images.target = { credit: told.credit };
    const socket = images.ask('image').pause();
    await vi.waitFor(() => expect(told.sent()).toBeGreaterThan(0), eventually);
    change(path);
    const received = await readUntilClosed(socket);
    const body = received.subarray(received.indexOf('\r\n\r\n') + 4);
    expect(body.length).toBeLessThan(content.length);
    expect(body.equals(content.subarray(0, body.length))).toBe(true);
    expect(told.ends).toEqual(['broken']);
    expect(images.outcomes).toEqual([{ kind: 'changed' }]);
  });
});

async function readUntilClosed(socket: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.resume();
  await new Promise((resolve) => socket.once('close', resolve));
  return Buffer.concat(chunks);
}

async function readBody(
  socket: NodeJS.ReadableStream & { destroy(): void },
  length: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let read = 0;
  let headLength = -1;
  for await (const chunk of socket) {
    chunks.push(Buffer.from(chunk));
    read += chunk.length;
    if (headLength < 0) headLength = Buffer.concat(chunks).indexOf('\r\n\r\n') + 4;
    if (read >= headLength + length) break;
  }
  return Buffer.concat(chunks).subarray(headLength);
}

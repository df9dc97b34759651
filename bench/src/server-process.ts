import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const builder = join(import.meta.dirname, '../../scripts/build-server.mjs');
const main = execFileSync(process.execPath, [builder], { encoding: 'utf8' }).trim();

/** The command as `npm start` runs it. */
export function bundledCommand(): string {
  return main;
}

/** A server that answers on `url`; `startMs` is the time from its start to its first good answer. */
export type ServerProcess = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly startMs: number;
};

export async function startNetberth(
  data: string,
  flags: readonly string[] = [],
  nodeFlags: readonly string[] = [],
): Promise<ServerProcess> {
  return await startNetberthAt(await freePorts(), data, flags, nodeFlags);
}

export type Ports = { readonly boot: number; readonly admin: number };

export async function freePorts(): Promise<Ports> {
  return { boot: await freePort(), admin: await freePort() };
}

export async function startNetberthAt(
  { boot, admin }: Ports,
  data: string,
  flags: readonly string[] = [],
  nodeFlags: readonly string[] = [],
): Promise<ServerProcess> {
  const listen = ['--boot-listen', `127.0.0.1:${boot}`, '--admin-listen', `127.0.0.1:${admin}`];
  const words = [...nodeFlags, main, 'serve', '--data', data, ...listen, '--log-level', 'error', ...flags];
  return await start(words, `http://127.0.0.1:${boot}`, `http://127.0.0.1:${admin}/readyz`);
}

/** A script of this folder that listens on the port it is given. */
export async function startPeer(script: string, ...words: string[]): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  return await start([join(import.meta.dirname, script), String(port), ...words], url, url);
}

async function start(words: readonly string[], url: string, ready: string): Promise<ServerProcess> {
  const beganMs = performance.now();
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  while (!(await isReady(ready))) {
    if (child.exitCode !== null) throw new Error(`Starting ${words[0]}: it ended with ${child.exitCode}.`);
    if (performance.now() - beganMs > 60_000)
      throw new Error(`Starting ${words[0]}: not ready after a minute.`);
    await sleep(2);
  }
  return { child, url, startMs: performance.now() - beganMs };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

export async function stop({ child }: ServerProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.kill('SIGTERM')) return;
  await once(child, 'exit');
}

/** Resident memory in MiB, from proc(5). */
export function residentMiB({ child }: ServerProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string')
    throw new Error('Finding a free port: none was given.');
  return address.port;
}

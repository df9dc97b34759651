/**
 * A 200 MB boot file to 16 clients at once, from us and from nginx, in turns, over loopback.
 * `node bench/src/file-throughput.ts [rounds]` prints the table; needs nginx and curl.
 */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFileSources } from '../../packages/server/src/features/images/file-source.ts';
import { serveImageFile } from '../../packages/server/src/features/images/serve-image-file.ts';
import { cpuSecondsOf } from './process-usage.ts';

export interface Row {
  readonly name: string;
  readonly clients: Arrival;
  readonly gigabytesPerSecond: number;
  readonly cpuSecondsPerGigabyte: number;
  /** Of the throughput of one nginx worker, which like us has one thread that writes. */
  readonly ratioToOneWorker: number;
  /** Of the throughput of nginx with a worker for every core, as Debian configures it. */
  readonly ratioToAllWorkers: number;
}

/**
 * Clients that start together read about the same bytes at the same time, so that our copying can be served by the
 * processor's cache; apart, it more often waits for main memory. Real machines are somewhere in between.
 */
const ARRIVALS = ['at once', '5 ms apart'] as const;
type Arrival = (typeof ARRIVALS)[number];

const FILE_BYTES = 200_000_000;
const CLIENTS = 16;
const ROUNDS = 9;
const CACHE_BYTES = 512 * 1024 * 1024;

interface Contestant {
  readonly name: string;
  readonly url: string;
  /** The processes that send, read when they all run. */
  readonly pids: () => readonly number[];
  readonly child: ChildProcess;
}

interface Sample {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

export async function fileThroughput(rounds = ROUNDS): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-bench-'));
  const contestants: Contestant[] = [];
  try {
    const files = join(folder, 'files');
    mkdirSync(files);
    // Started by root, nginx reads as nobody.
    chmodSync(folder, 0o755);
    writeFileSync(join(files, 'image'), randomFillSync(Buffer.alloc(FILE_BYTES)));
    contestants.push(await startOurs('netberth, from memory', files, CACHE_BYTES));
    contestants.push(await startOurs('netberth, by 1 MiB reads', files, 0));
    contestants.push(await startNginx('nginx, 1 worker', folder, '1'));
    contestants.push(await startNginx('nginx, a worker a core', folder, 'auto'));
    const rows: Row[] = [];
    for (const arrival of ARRIVALS)
      rows.push(...toRows(arrival, await measureInTurns(contestants, arrival, rounds)));
    return rows;
  } finally {
    await Promise.all(contestants.map(({ child }) => stop(child)));
    rmSync(folder, { recursive: true });
  }
}

async function measureInTurns(
  contestants: readonly Contestant[],
  arrival: Arrival,
  rounds: number,
): Promise<Map<string, Sample[]>> {
  const samples = new Map<string, Sample[]>(contestants.map(({ name }) => [name, []]));
  // The first two rounds fill the cache, and make the host of a virtual machine find the memory.
  for (let round = -2; round < rounds; round += 1) {
    const first = (round + 2) % contestants.length;
    for (const contestant of [...contestants.slice(first), ...contestants.slice(0, first)]) {
      const sample = await measure(contestant, arrival);
      if (round >= 0) samples.get(contestant.name)?.push(sample);
    }
  }
  return samples;
}

async function measure({ url, pids }: Contestant, arrival: Arrival): Promise<Sample> {
  const cpuBefore = cpuSecondsOf(pids());
  const startMs = performance.now();
  await downloadByAll(url, arrival);
  const seconds = (performance.now() - startMs) / 1000;
  return { seconds, cpuSeconds: cpuSecondsOf(pids()) - cpuBefore };
}

/** One shell starts them: Node takes several milliseconds for each process. */
async function downloadByAll(url: string, arrival: Arrival): Promise<void> {
  const curl = `curl -sSf -o /dev/null -w '%{size_download}\\n' '${url}' &`;
  const pause = arrival === 'at once' ? '' : 'sleep 0.005;';
  const shell = spawn('sh', ['-c', `for i in $(seq ${CLIENTS}); do ${curl} ${pause} done; wait`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  shell.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
  await once(shell, 'close');
  const sizes = output.trim().split('\n').map(Number);
  if (sizes.length !== CLIENTS || sizes.some((size) => size !== FILE_BYTES)) {
    throw new Error(
      `curl ${url}: got ${sizes.join(', ')} bytes, wanted ${FILE_BYTES} for each of ${CLIENTS}`,
    );
  }
}

function toRows(clients: Arrival, samples: ReadonlyMap<string, readonly Sample[]>): Row[] {
  const gigabytes = (CLIENTS * FILE_BYTES) / 1e9;
  const measured = [...samples].map(([name, taken]) => ({
    name,
    gigabytesPerSecond: gigabytes / median(taken.map(({ seconds }) => seconds)),
    cpuSecondsPerGigabyte: median(taken.map(({ cpuSeconds }) => cpuSeconds)) / gigabytes,
  }));
  const rateOf = (wanted: string): number =>
    measured.find(({ name }) => name === wanted)?.gigabytesPerSecond ?? Number.NaN;
  return measured.map(({ name, gigabytesPerSecond, cpuSecondsPerGigabyte }) => ({
    name,
    clients,
    gigabytesPerSecond: rounded(gigabytesPerSecond),
    cpuSecondsPerGigabyte: rounded(cpuSecondsPerGigabyte),
    ratioToOneWorker: rounded(gigabytesPerSecond / rateOf('nginx, 1 worker')),
    ratioToAllWorkers: rounded(gigabytesPerSecond / rateOf('nginx, a worker a core')),
  }));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function startOurs(name: string, files: string, imageCacheBytes: number): Promise<Contestant> {
  const child = fork(import.meta.filename, ['serve', files, String(imageCacheBytes)]);
  const [port] = await once(child, 'message');
  return {
    name,
    child,
    url: `http://127.0.0.1:${port}/image`,
    pids: () => (child.pid === undefined ? [] : [child.pid]),
  };
}

/** nginx as Debian brings it, on the files in `folder`/files; `workerCount`: `auto` for one a core. */
export async function startNginx(name: string, folder: string, workerCount: string): Promise<Contestant> {
  const own = join(folder, `nginx-${workerCount}`);
  mkdirSync(own);
  const port = await freePort();
  writeFileSync(join(own, 'nginx.conf'), nginxConfig(own, join(folder, 'files'), port, workerCount));
  const child = spawn('nginx', ['-p', own, '-c', join(own, 'nginx.conf'), '-e', join(own, 'error.log')], {
    stdio: 'inherit',
  });
  await answers(port);
  const { pid } = child;
  if (pid === undefined) throw new Error('nginx did not start: is the package nginx-light installed?');
  const workers = (): number[] =>
    readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  return { name, child, url: `http://127.0.0.1:${port}/image`, pids: workers };
}

function nginxConfig(own: string, files: string, port: number, workers: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
daemon off; worker_processes ${workers}; pid ${own}/pid;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on;
  ${temporary.map((kind) => `${kind}_temp_path ${own}/${kind};`).join(' ')}
  server { listen 127.0.0.1:${port}; root ${files}; }
}`;
}

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  return port;
}

async function answers(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const socket = connect({ port, host: '127.0.0.1' });
    const isUp = await new Promise((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (isUp === true) return;
    await sleep(50);
  }
  throw new Error(`nothing answers on port ${port} after 5 s`);
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.kill('SIGTERM')) return;
  await once(child, 'exit');
}

/** What the child process does: our file serving, and nothing else. */
function serve(folder: string, imageCacheBytes: number): void {
  const deps = { sources: createFileSources(imageCacheBytes), now: Date.now };
  const server = createServer((request, response) => {
    const target = { folder, remainder: (request.url ?? '').slice(1) };
    void serveImageFile(deps, request, response, target);
  });
  server.listen(0, '127.0.0.1', () => process.send?.(portOf(server)));
  process.once('disconnect', () => process.exit());
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a TCP port');
  return address.port;
}

if (import.meta.main) {
  const [first = '', folder = '', imageCacheBytes = ''] = process.argv.slice(2);
  if (first === 'serve') serve(folder, Number(imageCacheBytes));
  else console.table(await fileThroughput(first === '' ? ROUNDS : Number(first)));
}

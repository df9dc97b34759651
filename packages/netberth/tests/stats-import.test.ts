import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { netberth, RunningServer } from './command.ts';

let folder: string;
let server: RunningServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-stats-'));
  const listen = ['--boot-listen', '127.0.0.1:0', '--admin-listen', '127.0.0.1:0'];
  server = await RunningServer.start(['--data', 'data', ...listen], folder);
});
afterAll(async () => {
  await server.stop('SIGKILL');
  rmSync(folder, { recursive: true });
});

const today = new Date();
const month = today.toLocaleString('en', { month: 'short', timeZone: 'UTC' });
const day = `${String(today.getUTCDate()).padStart(2, '0')}/${month}/${today.getUTCFullYear()}`;
let clients = 0;

function line(target: string): string {
  clients += 1;
  return `192.0.2.${clients} - - [${day}:00:00:01 +0000] "GET ${target} HTTP/1.1" 200 8 "-" "iPXE/1.21.1"\n`;
}

const boot = (product: string) => line(`/boot/booted?product=${product}&version=1&arch=x86_64&firmware=efi`);

async function counted(...logs: readonly string[]): Promise<string[]> {
  const { exitCode, out, err } = await netberth(['stats', 'import', ...logs], folder);
  expect([exitCode, err]).toEqual([0, '']);
  return out.trimEnd().split('\n');
}

async function boots(product: string): Promise<number> {
  const { out } = await netberth(['stats', 'show', '--product', product, '--json'], folder);
  return (JSON.parse(out) as { boots: number }).boots;
}

let log: string;
beforeEach(() => {
  log = join(folder, `access-${clients}.log`);
});

test('a log that grows, is rotated and is compressed is counted once', async () => {
  writeFileSync(
    log,
    line('/boot/menu.ipxe') + boot('debian') + boot('debian') + boot('debian').slice(0, -20),
  );
  expect((await counted(log)).at(-1)).toBe('Counted 2 boots. See them: netberth stats show');
  expect((await counted(log))[0]).toBe(`${log}: counted before`);

  appendFileSync(log, `\n${boot('debian')}`);
  const [grown] = await counted(log);
  expect(grown).toContain(': 1 boot in ');
  const rotated = `${log}.1.gz`;
  writeFileSync(rotated, gzipSync(readFileSync(log)));
  renameSync(log, `${log}.1`);
  writeFileSync(log, boot('debian'));
  expect((await counted(rotated, `${log}.1`, log)).map((text) => text.replace(/^.*: /, ''))).toEqual([
    'counted before',
    'counted before',
    '1 boot in 145 B',
    'netberth stats show',
  ]);
  expect(await boots('debian')).toBe(4);
}, 60_000);

test('an older copy of a log that is counted further adds nothing', async () => {
  const begun = line('/boot/menu.ipxe') + boot('fedora');
  writeFileSync(log, begun + boot('fedora'));
  await counted(log);
  writeFileSync(`${log}.copy`, begun);
  expect((await counted(`${log}.copy`))[0]).toBe(`${log}.copy: counted before`);
  expect(await boots('fedora')).toBe(2);
});

test('binary rubbish, a line without an end, and gzip that was cut are named, and the rest is counted', async () => {
  const rubbish = Buffer.concat([
    Buffer.from([0, 255, 254]),
    Buffer.from('/booted?'),
    Buffer.from([200, 10]),
  ]);
  const endless = Buffer.concat([Buffer.alloc(3 * 1024 ** 2, 'x'), Buffer.from('\n')]);
  writeFileSync(log, Buffer.concat([Buffer.from(boot('arch')), rubbish, endless, Buffer.from(boot('arch'))]));
  expect(await counted(log)).toEqual([
    `${log}: 2 boots in 3 MiB`,
    `Note: ${log}: 2 lines cannot be read: left out.`,
    'Counted 2 boots. See them: netberth stats show',
  ]);

  const lines = Array.from({ length: 2000 }, () => boot('gentoo')).join('');
  const zipped = gzipSync(lines);
  writeFileSync(`${log}.gz`, zipped.subarray(0, zipped.length / 2));
  const cut = await counted(`${log}.gz`);
  expect(cut[1]).toBe(
    `Note: ${log}.gz: it cannot be read to its end (unexpected end of file): counted up to there.`,
  );
  expect(await boots('gentoo')).toBeGreaterThan(100);
  writeFileSync(`${log}.gz`, zipped);
  await counted(`${log}.gz`);
  expect(await boots('gentoo')).toBe(2000);
});

test('what is no log is refused, with what is one', async () => {
  writeFileSync(log, 'Dear diary,\nnothing was booted today.\n');
  const { exitCode, err } = await netberth(['stats', 'import', log], folder);
  expect(exitCode).toBe(1);
  expect(err).toContain(
    `${log} is no access log that Netberth knows: nginx or Apache (common, combined), Amazon S3`,
  );
});

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { machineGrant } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../harness/ask.ts';
import { installer } from '../../harness/images.ts';
import { TestApp } from '../../harness/start-app.ts';
import { findFreePort, makeCertificate, makeFolderOf, startAs } from '../servers/server-process.ts';
import { askTls } from './ask-tls.ts';
import { placeDeployed } from './deployed-file.ts';

const image = 'x'.repeat(1000);
// In tests nginx runs as whoever owns the data folder here, as it does in the file.
const user = process.getuid?.() === 0 ? 'root' : 'nobody';

let app: TestApp;
let machines: Client;
let [plain, tls] = [0, 0];
let ca = '';
const toEnd: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  const folder = await makeFolderOf('root');
  toEnd.push(folder.remove);
  app = await TestApp.start({
    ...{ 'trusted-proxies': '127.0.0.1', 'admin-hosts': 'boot.example' },
    'accel-redirect': '/netberth-images/',
  });
  toEnd.push(() => app.stop());
  await app.import('image1', { ...installer, 'disk.raw': image });
  const certificate = await makeCertificate('root', folder.path);
  ({ ca } = certificate);
  [plain, tls] = [await findFreePort(), await findFreePort()];
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const temporary = kinds.map((kind) => `${kind}_temp_path ${join(folder.path, kind)};`).join(' ');
  const file = join(folder.path, 'nginx.conf');
  placeDeployed('nginx.conf', file, [
    ['user netberth;', `user ${user};`],
    ['pid /run/nginx.pid;', `pid ${join(folder.path, 'pid')};`],
    ['server_tokens off;', `server_tokens off; ${temporary}`],
    ['listen 80 ', `listen 127.0.0.1:${plain} `],
    ['listen [::]:80 ', `listen [::1]:${plain} `],
    ['listen 443 ssl;', `listen 127.0.0.1:${tls} ssl;`],
    ['listen [::]:443 ssl;', ''],
    ['server 127.0.0.1:8080;', `server 127.0.0.1:${app.bootPort};`],
    ['server 127.0.0.1:8081;', `server ${new URL(app.adminUrl).host};`],
    ['/etc/netberth/tls/certificate.pem', certificate.certificate],
    ['/etc/netberth/tls/key.pem', certificate.key],
    ['/var/lib/netberth/images/', join(app.data, 'images/')],
  ]);
  for (const kind of kinds) mkdirSync(join(folder.path, kind));
  const words = ['-p', folder.path, '-e', 'stderr', '-c', file, '-g', 'daemon off;'];
  const nginx = startAs('root', 'nginx', words);
  toEnd.push(() => nginx.stop('SIGTERM'));
  machines = new Client({ port: plain });
  toEnd.push(() => machines.close());
  await nginx.untilReady(async () => void (await machines.ask('/bootstrap.ipxe')));
});
afterAll(async () => {
  for (const end of toEnd.toReversed()) await end();
});

/** nginx makes an ETag of two numbers, Netberth one of three. */
const sentByNginx = /^"[0-9a-f]+-[0-9a-f]+"$/;
const sentByNetberth = /^"[0-9a-f]+-[0-9a-f]+-[0-9a-f]+"$/;

test('a machine boots through nginx and is known by its own address; nginx sends what it fetches', async () => {
  const mac = app.newMac();
  const path = `/bootstrap?net0=${mac}`;
  const lie = { 'x-forwarded-for': '198.51.100.7' };
  expect((await machines.ask({ path, from: '127.0.0.9', headers: lie })).text).toContain('NB1003: machine 1');
  expect((await app.show({ id: 1 })).lastAddress).toBe('127.0.0.9');
  await app.run(machineGrant, { machine: '1', profiles: ['image1'] });
  const { text } = await machines.ask({ path, from: '127.0.0.9' });
  const folder = /^kernel (b\/\d+\/images\/image1)\//m.exec(text)?.[1];

  const kernel = await machines.ask({ path: `/${folder}/vmlinuz`, from: '127.0.0.9' });
  expect([kernel.status, kernel.text, kernel.headers.etag]).toEqual([
    ...[200, 'the kernel', expect.stringMatching(sentByNginx)],
  ]);
  expect(kernel.headers).not.toHaveProperty('x-accel-redirect');
  expect(await app.stateOf({ id: 1 })).toBe('granted');

  const disk = (range: string) =>
    machines.ask({ path: `/${folder}/disk.raw`, from: '127.0.0.9', headers: { range } });
  expect((await disk('bytes=0-499')).text).toBe(image.slice(0, 500));
  expect(await app.stateOf({ id: 1 })).toBe('granted');
  const rest = await disk('bytes=500-');
  expect([rest.status, rest.headers['content-range'], rest.headers.etag]).toEqual([
    ...[206, 'bytes 500-999/1000', expect.stringMatching(sentByNginx)],
  ]);
  expect(await app.stateOf({ id: 1 })).toBe('installing');
});

test('what may not be fetched is refused by Netberth, and the folder of the images is not reached from outside', async () => {
  expect((await machines.ask('/images/image1/none')).text).toContain('NB2013');
  expect((await machines.ask('/images/none/vmlinuz')).status).toBe(404);
  expect((await machines.ask('/netberth-images/image1/vmlinuz')).status).toBe(404);
  await app.import('hidden', installer, { private: true });
  expect((await machines.ask('/images/hidden/vmlinuz')).status).toBe(403);
});

test('nobody but the proxy is told to fetch a file elsewhere', async () => {
  const headers = { 'x-sendfile-type': 'X-Accel-Redirect' };
  for (const question of [
    { path: '/images/image1/vmlinuz', from: '127.0.0.9', headers },
    { path: '/images/image1/vmlinuz', from: '127.0.0.9', headers: { ...headers, 'x-forwarded-for': '::1' } },
    { path: '/images/image1/vmlinuz', headers: { 'x-forwarded-for': '127.0.0.9' } },
  ]) {
    const { text, headers: told } = await app.ask(question);
    expect([text, told.etag, told['x-accel-redirect']]).toEqual([
      ...['the kernel', expect.stringMatching(sentByNetberth), undefined],
    ]);
  }
});

test('people reach the console and the API by TLS', async () => {
  expect(await askTls(tls, '/healthz', ca)).toEqual({ status: 200, text: 'ok\n' });
  expect((await askTls(tls, '/api/v1/machines', ca)).status).toBe(401);
});

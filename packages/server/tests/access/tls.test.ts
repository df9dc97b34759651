import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCertificate } from '../../src/app/tls/own-certificate.ts';
import { TestApp } from '../harness/start-app.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-tls-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const portOf = (app: TestApp) => Number(new URL(app.adminUrl).port);

/** Of the certificate that a server shows just now. */
function fingerprintAt(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

type Answer = { readonly status: number; readonly cookie: string };

function ask(port: number, ca: string, path: string, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request({ host: 'localhost', port, ca, path, method, headers, agent: false }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, cookie: String(answer.headers['set-cookie']) });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

function askPlainly(port: number): Promise<string> {
  return new Promise((resolve) => {
    const sent = requestHttp({ host: '127.0.0.1', port, path: '/healthz', agent: false }, (answer) => {
      answer.resume();
      resolve(`answered ${answer.statusCode}`);
    });
    sent.once('error', () => resolve('refused'));
    sent.end();
  });
}

function writeCertificate(text: string): void {
  const [certificate = '', key = ''] = text.split(/(?=-----BEGIN PRIVATE KEY-----)/);
  writeFileSync(join(folder, 'cert.pem'), certificate);
  writeFileSync(join(folder, 'key.pem'), key);
}

test('a server makes itself a certificate, which stays, and gives the cookie of a session to TLS alone', async () => {
  const app = await TestApp.start({ 'tls-self-made': 'true' });
  const ca = readFileSync(join(app.data, 'keys', 'admin-tls.pem'), 'utf8');
  expect((await ask(portOf(app), ca, '/healthz')).status).toBe(200);
  const body = JSON.stringify({ username: 'admin', password: app.administratorPassword });
  const signedIn = await ask(portOf(app), ca, '/api/v1/session', body);
  expect(signedIn.status).toBe(200);
  expect(signedIn.cookie).toContain('Secure');
  expect(await askPlainly(portOf(app))).toBe('refused');

  const before = await fingerprintAt(portOf(app));
  await app.restart();
  expect(await fingerprintAt(portOf(app))).toBe(before);
  await app.stop();
});

test('a certificate from files is read again when it changes; one that is broken leaves the one before', async () => {
  writeCertificate(await makeCertificate(['localhost']));
  const files = { 'tls-certificate': join(folder, 'cert.pem'), 'tls-key': join(folder, 'key.pem') };
  const app = await TestApp.start(files);
  const first = await fingerprintAt(portOf(app));
  writeFileSync(join(folder, 'cert.pem'), 'half of a certif');
  const next = await makeCertificate(['localhost']);
  expect(await fingerprintAt(portOf(app))).toBe(first);
  writeCertificate(next);
  await expect.poll(() => fingerprintAt(portOf(app))).not.toBe(first);
  expect((await ask(portOf(app), next, '/healthz')).status).toBe(200);
  await app.stop();
});

test('a certificate that is missing, or has the key of another, keeps the server from starting, and says why', async () => {
  const missing = { 'tls-certificate': join(folder, 'none.pem'), 'tls-key': join(folder, 'key.pem') };
  await expect(TestApp.start(missing)).rejects.toThrow(
    /^Reading tls\.certificate ".*none\.pem": ENOENT.* It must be there, for the user of the server\.$/,
  );
  writeCertificate(await makeCertificate(['localhost']));
  const key = readFileSync(join(folder, 'key.pem'));
  writeCertificate(await makeCertificate(['localhost']));
  writeFileSync(join(folder, 'key.pem'), key);
  const mixed = { 'tls-certificate': join(folder, 'cert.pem'), 'tls-key': join(folder, 'key.pem') };
  await expect(TestApp.start(mixed)).rejects.toThrow(/or the key is of another one/);
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineList } from '@netberth/api';
import { expect, inject, onTestFinished, test } from 'vitest';
import { Client } from '../../harness/ask.ts';
import { TestApp } from '../../harness/start-app.ts';
import { findFreePort, makeCertificate, makeFolderOf, startAs } from '../servers/server-process.ts';
import { copyPostgresTemplate } from '../servers/template-databases.ts';
import { askTls } from './ask-tls.ts';
import { placeDeployed } from './deployed-file.ts';

test('behind HAProxy two servers are one: a machine keeps its server, and when that stops the other answers', async () => {
  const database = await copyPostgresTemplate(inject('postgresUrl'), 'behind_haproxy');
  const flags = {
    ...{ database, 'trusted-proxies': '127.0.0.1', 'admin-hosts': 'boot.example' },
    'tls-self-made': 'true',
  };
  const [one, two] = [await TestApp.start(flags), await TestApp.start(flags)];
  const folder = await makeFolderOf('root');
  const certificate = await makeCertificate('root', folder.path);
  const both = join(folder.path, 'boot.example.pem');
  writeFileSync(both, readFileSync(certificate.certificate, 'utf8') + readFileSync(certificate.key, 'utf8'));
  const [plain, tls] = [await findFreePort(), await findFreePort()];
  const [ofOne, ofTwo] = [join(folder.path, 'netberth-one.pem'), join(folder.path, 'netberth-two.pem')];
  writeFileSync(ofOne, certificateOf(one));
  writeFileSync(ofTwo, certificateOf(two));
  const file = join(folder.path, 'haproxy.cfg');
  const adminPort = (app: TestApp): string => new URL(app.adminUrl).port;
  placeDeployed('haproxy.cfg', file, [
    ['maxconn 20000', 'maxconn 500'],
    ['  user haproxy\n  group haproxy\n', ''],
    ['bind :80\n', `bind 127.0.0.1:${plain}\n`],
    ['bind :443 ', `bind 127.0.0.1:${tls} `],
    ['/etc/haproxy/boot.example.pem', both],
    ['/etc/haproxy/netberth-one.pem', ofOne],
    ['/etc/haproxy/netberth-two.pem', ofTwo],
    ['192.0.2.11:8080 port 8081', `127.0.0.1:${one.bootPort} port ${adminPort(one)}`],
    ['192.0.2.12:8080 port 8081', `127.0.0.1:${two.bootPort} port ${adminPort(two)}`],
    ['192.0.2.11:8081', `127.0.0.1:${adminPort(one)}`],
    ['192.0.2.12:8081', `127.0.0.1:${adminPort(two)}`],
  ]);
  const haproxy = startAs('root', 'haproxy', ['-db', '-f', file]);
  const machines = new Client({ port: plain });
  onTestFinished(async () => {
    machines.close();
    await haproxy.stop('SIGTERM');
    for (const app of [one, two]) await app.stop().catch(() => undefined);
    folder.remove();
  });
  await haproxy.untilReady(async () => void (await machines.ask('/bootstrap.ipxe')));

  const macs = Array.from({ length: 12 }, () => one.newMac());
  const bootAll = async (): Promise<void> => {
    for (const [index, mac] of macs.entries()) {
      const asked = { path: `/bootstrap?net0=${mac}`, from: `127.0.0.${index + 20}` };
      expect((await machines.ask(asked)).text).toContain('NB1003');
    }
  };
  await bootAll();
  const counted = [await waits(one), await waits(two)];
  expect(counted[0]).toBeGreaterThan(0);
  expect(counted[1]).toBeGreaterThan(0);
  await bootAll();
  expect([await waits(one), await waits(two)]).toEqual(counted.map((count) => count * 2));

  const { machines: known } = await two.run(machineList, {});
  expect(known.map(({ lastAddress }) => lastAddress)).toEqual(
    macs.map((_, index) => `127.0.0.${index + 20}`),
  );
  expect(await askTls(tls, '/healthz', certificate.ca)).toEqual({ status: 200, text: 'ok\n' });

  await one.stop();
  await expect.poll(bootedByOther, { timeout: 30_000 }).toBe(macs.length);
  async function bootedByOther(): Promise<number> {
    let booted = 0;
    for (const [index, mac] of macs.entries()) {
      const asked = { path: `/bootstrap?net0=${mac}`, from: `127.0.0.${index + 20}` };
      if ((await machines.ask(asked)).status === 200) booted += 1;
    }
    return booted;
  }
});

function certificateOf({ data }: TestApp): string {
  const [certificate = ''] = readFileSync(join(data, 'keys/admin-tls.pem'), 'utf8').split(
    /(?=-----BEGIN PRIVATE)/,
  );
  return certificate;
}

/** How many boots this server has answered. */
async function waits(app: TestApp): Promise<number> {
  const { text } = await app.askSocket('/metrics');
  return Number(/^netberth_boots_total\{decision="wait",reason="NB1003"\} (\d+)$/m.exec(text)?.[1] ?? 0);
}

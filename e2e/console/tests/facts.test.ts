import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Facts } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { addAccount } from '../src/add-account.ts';
import type { Account } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';

const folder = emptyWorkFolder('console-facts');
const mac = '52:54:00:00:00:71';
let server: NetberthServer;
let ada: Account;

beforeAll(async () => {
  server = await NetberthServer.start({ folder });
  ada = await addAccount(server, 'ada', 'viewer');
  const image = join(folder, 'discover');
  mkdirSync(image);
  writeFileSync(join(image, 'vmlinuz'), 'a kernel');
  writeFileSync(join(image, 'profile.yaml'), 'kernel: vmlinuz\nargs: finish={{ urls.finish }}\n');
  await server.json('profile', 'import', image, '--name', 'discover', '--non-destructive');
  await server.addMachine(mac, '--hostname', 'db1', '--resting', 'discover');
  await server.addMachine('52:54:00:00:00:72', '--hostname', 'web1');
  await report(['ZC1A', 'ZC1B']);
  const bootId = await report(['ZC1A']);
  await fetch(`${bootUrl()}/log?id=1&bootid=${bootId}`, {
    method: 'POST',
    body: 'mkfs: on /dev/vda1\n<b>partman</b>: done\n',
  });
});
afterAll(() => server.stop());

function bootUrl(): string {
  return `http://127.0.0.1:${server.bootPort}`;
}

/** A discover boot of the first machine, which finds disks with these serial numbers. @returns its boot id */
async function report(serials: readonly string[]): Promise<string> {
  const script = await (await fetch(`${bootUrl()}/bootstrap?net0=${mac}`)).text();
  const [, bootId = ''] = /bootid=([0-9a-f]{32})/.exec(script) ?? [];
  const facts: Facts = {
    system: { vendor: 'Dell Inc.', product: 'PowerEdge R650', serial: 'ABC1234', uuid: null },
    firmware: { kind: 'uefi', version: '1.12.2' },
    bmc: { address: '198.51.100.7' },
    cpu: { model: 'Xeon', sockets: 2, cores: 64, threads: 128 },
    memoryBytes: 256e9,
    disks: serials.map((serial, at) => ({
      ...{ name: `sd${'ab'[at]}`, path: null, bytes: 4e12, model: 'ST4000', serial, wwn: null },
      ...{ rotational: true, transport: 'sata' },
    })),
    nics: [
      {
        ...{ name: 'eno1', mac, link: true, speedMbps: 25_000, driver: 'ice' },
        lldp: { chassisId: null, systemName: 'tor-7', portId: 'Eth1/3', portDescription: null },
      },
    ],
    pci: [],
  };
  const answer = await fetch(`${bootUrl()}/update?id=1&bootid=${bootId}`, {
    method: 'POST',
    body: JSON.stringify(facts),
  });
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('machine 1: ')]);
  return bootId;
}

test('what a machine is made of stands on its page, with the disk that is gone; machines are found by it', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines/1');
  await visit.signIn(ada);
  const panel = page.getByRole('region', { name: 'What it is made of' });
  await panel.getByText('Dell Inc. PowerEdge R650').waitFor();
  expect(await panel.getByRole('row', { name: /^sda / }).innerText()).toMatch(
    /3\.6 TiB\s+sata turning\s+ST4000\s+ZC1A/,
  );
  await panel.getByRole('row', { name: /^eno1 .* tor-7 Eth1\/3$/ }).waitFor();
  await panel.getByText(/^disk sdb \(ST4000, serial ZC1B, 3\.6 TiB\) is gone/).waitFor();

  await visit.goto('/machines');
  await page.getByText('web1').waitFor();
  await page.getByLabel('Made of').fill('switch=');
  await page.getByText('says nothing after =').waitFor();
  await page.getByLabel('Made of').fill('switch=tor-7');
  await page.getByText('web1').waitFor({ state: 'detached' });
  await page.getByText('db1').waitFor();
});

test('what its installer says stands on the page of a machine, as text and no more', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines/1');
  await visit.signIn(ada);
  const panel = page.getByRole('region', { name: 'What its installer says' });
  await panel.getByText('Boot 2: the last 2 of 2 lines').waitFor();
  expect(await panel.getByRole('listitem').allInnerTexts()).toEqual([
    'mkfs: on /dev/vda1',
    '<b>partman</b>: done',
  ]);
  await visit.goto('/machines/2');
  await page.getByRole('heading', { name: 'web1' }).waitFor();
  expect(await panel.count()).toBe(0);
  expect(visit.complaints).toEqual([]);
});

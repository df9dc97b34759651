import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MediumMachine } from '../../media/medium-machine.ts';
import { installedFirmware } from '../../src/installed-firmware.ts';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { addAccount } from '../src/add-account.ts';
import type { Account } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';

const installed = await installedFirmware();
const skip = installed.kind === 'out-of-reach';
const folder = emptyWorkFolder('console-media');
const mac = '52:54:00:4e:42:01';
const bootMs = 240_000;

describe(`boot media in the console${skip ? ` (skipped: ${installed.why})` : ''}`, { skip }, () => {
  let server: NetberthServer;
  let ada: Account;

  beforeAll(async () => {
    if (installed.kind === 'installed')
      cpSync(installed.folder, join(folder, 'data/firmware'), { recursive: true });
    server = await NetberthServer.start({ folder });
    ada = await addAccount(server, 'ada', 'administrator');
    await server.addMachine(mac, '--hostname', 'web1');
  });
  afterAll(() => server?.stop());

  test('a machine boots from the ISO that was downloaded, and its address ends when it is revoked', async () => {
    await using visit = await ConsoleVisit.open(server);
    const { page } = visit;
    await visit.goto('/machines/1');
    await visit.signIn(ada);
    await page.getByRole('button', { name: 'Make a medium…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Make a boot medium for machine 1' });
    await dialog.getByLabel('URL of this server for machines').fill(`http://10.0.2.2:${server.bootPort}`);
    await dialog.getByText('Static address').click();
    await dialog.getByLabel('Addresses').fill('10.0.2.77/24');
    await dialog.getByLabel('Gateways').fill('10.0.2.2');
    await dialog.getByLabel('Network card').selectOption(mac);
    await dialog.getByRole('checkbox', { name: 'UEFI', exact: true }).uncheck();
    await dialog.getByRole('button', { name: 'Make the medium' }).click();
    const address = await dialog.locator('code').innerText();
    expect(await dialog.getByRole('link', { name: 'Download it' }).getAttribute('href')).toBe(address);
    expect(address).toMatch(/^http:\/\/10\.0\.2\.2:\d+\/media\/[\w-]{32}\/boot\.iso$/);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: 'Download it' }).click(),
    ]);
    const image = join(folder, 'downloaded.iso');
    await download.saveAs(image);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    const card = ['-netdev', 'user,id=net0', '-device', `virtio-net-pci,netdev=net0,mac=${mac}`];
    await using _machine = new MediumMachine({ firmware: 'bios', drive: 'cd', image, folder, cards: card });
    await page.getByText('Boot 1: waits').waitFor({ timeout: bootMs });

    await page.getByRole('navigation').getByRole('link', { name: 'Boot media' }).click();
    const row = page.getByRole('row').filter({ hasText: '10.0.2.77/24' });
    await row.getByRole('button', { name: 'Revoke medium 1' }).click();
    await page.getByRole('dialog').getByText('The address of this medium of machine 1 ends').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke medium 1' }).click();
    await page.getByText('The server keeps no medium.').waitFor();
    expect((await fetch(address.replace('10.0.2.2', '127.0.0.1'))).status).toBe(404);
    expect(visit.complaints).toEqual([]);
  });

  test('the first steps find that the firmware is there', async () => {
    await using visit = await ConsoleVisit.open(server);
    await visit.goto('/start');
    await visit.signIn(ada);
    const step = visit.page.getByRole('region', { name: 'Firmware: iPXE and the loaders' });
    await step.getByText('done', { exact: true }).waitFor();
    expect(await step.getByText(/^\d+ files, installed /).count()).toBe(1);
    expect(await step.getByRole('button').count()).toBe(0);
    expect(visit.complaints).toEqual([]);
  });

  test('what is wrong with the network of a medium is said beside its name', async () => {
    await using visit = await ConsoleVisit.open(server);
    const { page } = visit;
    await visit.goto('/media');
    await visit.signIn(ada);
    await page.getByRole('button', { name: 'Make a medium…' }).click();
    await page.getByRole('textbox', { name: 'Machine', exact: true }).fill('web1');
    await page.getByText('Static address').click();
    await page.getByLabel('Addresses').fill('192.0.2.300/24');
    await page.getByLabel('URL of this server for machines').fill('http://192.0.2.1:8080');
    await page.getByRole('button', { name: 'Make the medium' }).click();
    await page.getByRole('alert').getByRole('listitem').first().waitFor();
    const problems = await page.getByRole('alert').getByRole('listitem').allInnerTexts();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^ip: .*192\.0\.2\.300/);
  });
});

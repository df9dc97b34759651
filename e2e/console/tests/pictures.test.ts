import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { addAccount } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';
import { writeInstallImage } from '../src/install-image.ts';

const folder = emptyWorkFolder('console-pictures');
/** From here they are copied to docs/screenshots when the console looks different. */
const pictures = join(folder, 'screenshots');
let server: NetberthServer;

beforeAll(async () => {
  mkdirSync(pictures);
  server = await NetberthServer.start({ folder });
  await server.json('profile', 'import', writeInstallImage(folder), '--name', 'debian12');
  for (let number = 1; number <= 12; number += 1) {
    const mac = `52:54:00:00:00:${number.toString(16).padStart(2, '0')}`;
    const site = number % 2 === 0 ? 'berlin' : 'paris';
    await server.addMachine(mac, '--hostname', `web${number}`, '--labels', `site=${site}`);
  }
});
afterAll(() => server.stop());

/** As iPXE does it: the script, then the files that it names. */
async function boot(mac: string, ...files: readonly string[]): Promise<void> {
  const plane = `http://127.0.0.1:${server.bootPort}`;
  const script = await (
    await fetch(`${plane}/bootstrap?net0=${mac}&platform=efi&serial=CZ${mac.slice(-2)}`)
  ).text();
  const [, number = ''] = /b\/(\d+)\/images/.exec(script) ?? [];
  for (const file of files) await (await fetch(`${plane}/b/${number}/images/debian12/${file}`)).arrayBuffer();
}

test('the overview changes by itself, and the pictures of the documents are taken', async () => {
  const ada = await addAccount(server, 'ada', 'administrator');
  await using visit = await ConsoleVisit.open(server, { viewport: { width: 1200, height: 720 } });
  const { page } = visit;
  await visit.goto('/');
  await visit.signIn(ada);
  await page.getByText('Live', { exact: true }).waitFor();
  await page.getByText('Nothing boots at this moment.').waitFor();
  for (const id of [2, 3, 5]) await server.grant(id, 'debian12', '--reason', 'new rack');
  await boot('52:54:00:00:00:02', 'vmlinuz');
  await boot('52:54:00:00:00:03', 'vmlinuz', 'disk.raw');
  await page.getByRole('link', { name: '1 installing' }).waitFor();
  await page.getByRole('progressbar', { name: 'Fetched by web3' }).waitFor();
  await page.getByText('1 h', { exact: true }).click();
  await page.getByText('2 boots and 3 MB in the last 1 hour').waitFor();
  await page.screenshot({ path: join(pictures, 'overview.png') });
  await page.getByRole('navigation').getByRole('link', { name: 'Machines' }).click();
  await page.getByRole('checkbox', { name: 'Select web4' }).check();
  await page.getByRole('checkbox', { name: 'Select web6' }).check();
  await page.screenshot({ path: join(pictures, 'machines.png') });
  await page.getByRole('link', { name: 'web3' }).click();
  await page.getByText('fetched disk.raw: 1 MB').waitFor();
  await page.screenshot({ path: join(pictures, 'machine.png') });
  for (const name of ['overview', 'machines', 'machine'])
    expect(statSync(join(pictures, `${name}.png`)).size).toBeGreaterThan(10_000);
  expect(visit.complaints).toEqual([]);
});

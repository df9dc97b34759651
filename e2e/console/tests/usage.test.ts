import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { runNetberth } from '../../src/run-netberth.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { addAccount } from '../src/add-account.ts';
import type { Account } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';

const folder = emptyWorkFolder('console-usage');
let server: NetberthServer;
let vera: Account;

beforeAll(async () => {
  server = await NetberthServer.start({ folder });
  vera = await addAccount(server, 'vera', 'viewer');
});
afterAll(() => server.stop());

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function line(second: number, product: string, version: string): string {
  const now = new Date();
  const day = `${String(now.getUTCDate()).padStart(2, '0')}/${months[now.getUTCMonth()]}/${now.getUTCFullYear()}`;
  const asked = `/menu/booted?product=${product}&version=${version}&arch=x86_64&firmware=efi`;
  return `192.0.2.7 - - [${day}:00:00:0${second} +0000] "GET ${asked} HTTP/1.1" 200 8 "-" "iPXE" "NL"\n`;
}

test('a person sees what was booted, of which version, and which logs tell it', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/usage');
  await visit.signIn(vera);
  await page.getByText('No log of a static menu was counted.').waitFor();

  const log = join(folder, 'access.log');
  writeFileSync(log, line(1, 'debian', 'trixie') + line(2, 'debian', 'bookworm') + line(3, 'alpine', '3.22'));
  const imported = await runNetberth('stats', 'import', log, '--data', join(folder, 'data'));
  expect([imported.exitCode, imported.stderr]).toEqual([0, '']);

  await visit.goto('/usage');
  const products = page.getByRole('region', { name: 'By product' }).getByRole('row');
  await products.filter({ hasText: 'debian' }).waitFor();
  expect(await products.allInnerTexts()).toEqual(
    ['Product\tBoots\tCompared', 'debian\t2', 'alpine\t1'].map(trimmed),
  );
  expect(await page.getByRole('region', { name: 'Logs' }).innerText()).toContain(log);
  await page.getByLabel('Product', { exact: true }).selectOption('debian');
  const versions = page.getByRole('region', { name: 'By version' }).getByRole('row');
  await versions.filter({ hasText: 'trixie' }).waitFor();
  expect((await versions.allInnerTexts()).slice(1).toSorted()).toEqual(
    ['bookworm\t1', 'trixie\t1'].map(trimmed),
  );
  expect(visit.complaints).toEqual([]);
}, 120_000);

const trimmed = (text: string) => expect.stringMatching(new RegExp(`^${text}\\s*$`));

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { accessibilityFaults } from '../src/accessibility-faults.ts';
import { addAccount } from '../src/add-account.ts';
import type { Account } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';

const folder = emptyWorkFolder('console-clouds');
let server: NetberthServer;
let vera: Account;

beforeAll(async () => {
  server = await NetberthServer.start({ folder });
  vera = await addAccount(server, 'vera', 'viewer');
});
afterAll(() => server.stop());

test('a person sees the clouds that the server knows, why one does not answer, and no secret', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/clouds');
  await visit.signIn(vera);
  await page.getByRole('heading', { name: 'The server knows no cloud' }).waitFor();
  expect(await page.getByText('Put the clouds.yaml').innerText()).toContain(join(folder, 'data/openstack'));

  mkdirSync(join(folder, 'data/openstack'), { recursive: true });
  writeFileSync(
    join(folder, 'data/openstack/clouds.yaml'),
    `clouds:
  mine: { regions: [North, South], auth: { auth_url: 'http://127.0.0.1:9', username: ada, project_name: lab, password: hunter2 } }
  old: { auth: { auth_url: 'http://127.0.0.1:9/v2.0', username: u, password: hunter2 } }
`,
  );
  await visit.goto('/clouds');
  const row = page.getByRole('row').filter({ hasText: 'mine' });
  await row.waitFor();
  expect(await row.getByRole('cell').allInnerTexts()).toEqual([
    'mine',
    'http://127.0.0.1:9/v3',
    'North, South',
    'ada',
    'lab',
  ]);
  expect(await page.getByRole('row').filter({ hasText: 'old' }).innerText()).toContain(
    'names Identity v2, which OpenStack gave up in 2018: write http://127.0.0.1:9/v3',
  );
  expect(await page.content()).not.toContain('hunter2');
  expect(await accessibilityFaults(page)).toEqual([]);

  await row.getByRole('link', { name: 'mine' }).click();
  await page.getByRole('alert').waitFor({ timeout: 50_000 });
  expect(await page.getByRole('alert').innerText()).toContain(
    'the cloud "mine" refuses or does not answer: identity at http://127.0.0.1:9 cannot be reached',
  );
  expect(await page.getByRole('combobox', { name: 'Region' }).locator('option').allInnerTexts()).toEqual([
    'North',
    'South',
  ]);
  expect(await page.content()).not.toContain('hunter2');
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { accessibilityFaults } from '../src/accessibility-faults.ts';
import { addAccount } from '../src/add-account.ts';
import type { Account } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';

const folder = emptyWorkFolder('console-access');
let server: NetberthServer;
let grace: Account;

beforeAll(async () => {
  server = await NetberthServer.start({ folder });
  grace = await addAccount(server, 'grace', 'administrator');
});
afterAll(() => server.stop());

async function openAccess(visit: ConsoleVisit): Promise<Page> {
  await visit.goto('/access');
  await visit.signIn(grace);
  await visit.page.getByRole('heading', { level: 1, name: 'Access' }).waitFor();
  return visit.page;
}

test('an administrator makes an account, and its owner signs in with the password shown', async () => {
  await using visit = await ConsoleVisit.open(server);
  const page = await openAccess(visit);
  await page.getByRole('button', { name: 'Add a user…' }).click();
  await page.getByLabel('User name').fill('bob');
  await page.getByRole('checkbox', { name: /^operator:/ }).check();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const password = await page.getByRole('dialog').locator('code').innerText();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  const row = page.getByRole('region', { name: 'Users' }).getByRole('row').filter({ hasText: 'bob' });
  expect(await row.getByRole('cell').allInnerTexts()).toEqual([
    'bob',
    'local',
    'viewer, operator',
    'never',
    'Change…',
  ]);
  await using other = await ConsoleVisit.open(server);
  await other.goto('/');
  await other.signIn({ name: 'bob', password });
  await row.getByRole('button', { name: 'Change bob' }).click();
  await page.getByRole('menuitem', { name: 'Disable bob' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable bob' }).click();
  await row.getByText('bob (disabled)').waitFor();
  await other.page.reload();
  await other.page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(visit.complaints).toEqual([]);
});

test('a role of our own is made, and given to somebody for the machines of one site', async () => {
  const carol = await addAccount(server, 'carol', 'viewer');
  await using visit = await ConsoleVisit.open(server);
  const page = await openAccess(visit);
  await page.getByRole('button', { name: 'Make a role…' }).click();
  await page.getByLabel('Name of the role').fill('night-shift');
  await page.getByRole('checkbox', { name: 'see machines' }).check();
  await page.getByRole('checkbox', { name: 'hold machines' }).check();
  await page.getByRole('button', { name: 'Make the role' }).click();
  const role = page.getByRole('row').filter({ hasText: 'night-shift' });
  await role.getByText('see machines, hold machines').waitFor();
  await page.getByRole('button', { name: 'Change carol' }).click();
  await page.getByRole('menuitem', { name: 'Roles…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Roles of carol' });
  await dialog.getByRole('checkbox', { name: /^viewer:/ }).uncheck();
  await dialog.getByRole('combobox', { name: 'Role' }).selectOption('night-shift');
  await dialog.getByRole('textbox', { name: 'Label' }).fill('site=berlin');
  await dialog.getByRole('button', { name: 'Add the role' }).click();
  await dialog.getByRole('button', { name: 'Change the roles of carol' }).click();
  await page.getByRole('cell', { name: 'night-shift@site=berlin' }).waitFor();
  await server.addMachine('52:54:00:00:00:01', '--hostname', 'b1', '--labels', 'site=berlin');
  await server.addMachine('52:54:00:00:00:02', '--hostname', 'p1', '--labels', 'site=paris');
  await using hers = await ConsoleVisit.open(server);
  await hers.goto('/machines');
  await hers.signIn(carol);
  await hers.page.getByText('1 machine', { exact: true }).waitFor();
  await hers.page.getByRole('link', { name: 'b1' }).waitFor();
  expect(visit.complaints).toEqual([]);
});

test('whoever is signed in elsewhere can be signed out from here', async () => {
  const dave = await addAccount(server, 'dave', 'viewer');
  await using his = await ConsoleVisit.open(server);
  await his.goto('/');
  await his.signIn(dave);
  await using visit = await ConsoleVisit.open(server);
  const page = await openAccess(visit);
  await page.getByRole('button', { name: 'Sign dave out' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign dave out' });
  await dialog.getByText('The session of dave from 127.0.0.1 ends at once').waitFor();
  await dialog.getByRole('button', { name: 'Sign dave out' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Sign dave out' }).waitFor({ state: 'detached' });
  await his.page.reload();
  await his.page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(visit.complaints).toEqual([]);
});

test('a group of the directory is given a role, and loses it again', async () => {
  await using visit = await ConsoleVisit.open(server);
  const page = await openAccess(visit);
  await page.getByRole('button', { name: 'Give a group roles…' }).click();
  await page.getByRole('textbox', { name: 'Group' }).fill('Boot Operators');
  await page.getByRole('checkbox', { name: /^operator:/ }).check();
  await page.getByRole('button', { name: 'Give these roles to its members' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Boot Operators' });
  await row.getByRole('cell', { name: 'operator', exact: true }).waitFor();
  await row.getByRole('button', { name: 'Take its roles away' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take operator away' }).click();
  await page.getByText('No group gives a role.').waitFor();
  expect(visit.complaints).toEqual([]);
});

test('whoever has a local account chooses its password', async () => {
  const { name, password } = await addAccount(server, 'nora', 'viewer');
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines');
  await visit.signIn({ name, password });
  await page.getByRole('button', { name: 'Signed in as nora' }).click();
  await page.getByRole('menuitem', { name: 'Change the password…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change your password' });
  const field = (label: string) => dialog.getByRole('textbox', { name: label, exact: true });
  await field('New password').fill('correct horse battery');
  await field('New password, once more').fill('correct horse');
  await field('Present password').fill('not the one');
  await dialog.getByText('It is not the same.').waitFor();
  expect(await dialog.getByRole('button', { name: 'Change it' }).isDisabled()).toBe(true);
  await field('New password, once more').fill('correct horse battery');
  await dialog.getByRole('button', { name: 'Change it' }).click();
  await dialog.getByRole('alert').waitFor();
  await field('Present password').fill(password);
  await dialog.getByRole('button', { name: 'Change it' }).click();
  await dialog.getByText('It is changed. You are signed out everywhere else.').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Signed in as nora' }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await visit.signIn({ name, password: 'correct horse battery' });
  expect(visit.complaints).toEqual([]);
});

test('an operator makes a token for the own terminal, which works until it is revoked', async () => {
  const olga = await addAccount(server, 'olga', 'operator');
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/');
  await visit.signIn(olga);
  await page.getByRole('button', { name: 'Signed in as olga' }).click();
  await page.getByRole('menuitem', { name: 'My tokens…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('You have no token.').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Make a token…' }).click();
  await dialog.getByLabel('What it is for').fill('terminal');
  await dialog.getByRole('checkbox', { name: 'see machines' }).check();
  await dialog.getByRole('button', { name: 'Make it' }).click();
  const token = await dialog.locator('code').innerText();
  const asked = () =>
    fetch(`${visit.url}/api/v1/machines`, { headers: { authorization: `Bearer ${token}` } });
  expect((await asked()).status).toBe(200);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await dialog.getByRole('button', { name: 'Revoke terminal' }).click();
  await dialog.getByText('You have no token.').waitFor();
  expect((await asked()).status).toBe(401);
  expect(visit.complaints).toEqual([]);
});

test('what a folder said when it was applied is shown, and who has changed it since, to whoever may know', async () => {
  const site = join(folder, 'site');
  mkdirSync(site);
  writeFileSync(
    join(site, 'machines.yaml'),
    'machines:\n  web7: { macs: ["52:54:00:00:00:07"], labels: { rack: "7" } }\n',
  );
  await server.json('apply', site, '--reason', 'as reviewed');
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/configuration');
  await visit.signIn(await addAccount(server, 'aino', 'auditor'));
  await page.getByText('Nothing of it was changed by hand since it was applied.').waitFor();
  await server.json('machine', 'set', 'web7', '--labels', 'rack=8');
  await page.reload();
  const changed = page.getByRole('region', { name: 'Changed since' });
  await changed.getByRole('cell', { name: 'web7' }).waitFor();
  const [, ...rows] = await changed.getByRole('row').allInnerTexts();
  expect(rows.map((row) => row.split('\t').toSpliced(2, 1))).toEqual([
    ['machines', 'web7', expect.stringMatching(/ \(claimed\)$/), 'machine.set'],
  ]);
  const applied = page.getByRole('region', { name: 'Applied', exact: true });
  expect(await applied.getByRole('cell', { name: 'as reviewed' }).count()).toBe(1);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(visit.complaints).toEqual([]);
});

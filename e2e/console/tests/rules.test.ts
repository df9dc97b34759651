import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { accessibilityFaults } from '../src/accessibility-faults.ts';
import { addAccount } from '../src/add-account.ts';
import type { Account } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';

const folder = emptyWorkFolder('console-rules');
let server: NetberthServer;
let ada: Account;

beforeAll(async () => {
  server = await NetberthServer.start({ folder, flags: [] });
  ada = await addAccount(server, 'ada', 'administrator');
  await server.addMachine('52:54:00:00:00:01', '--hostname', 'lab1');
  await server.addMachine('52:54:00:00:00:02', '--hostname', 'lab2');
  await server.json('machine', 'set', 'lab2', '--protected');
});
afterAll(() => server.stop());

test('a person makes a rule that learns, sees who meets it, has it act and runs it after the numbers were said', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/rules');
  await visit.signIn(ada);
  await page.getByRole('button', { name: 'New rule…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('lab');
  await dialog.getByLabel('Conditions, one a line').fill('mac=52:54:00:*\nhostname=lab?');
  await dialog.getByLabel('Labels').fill('site=lab');
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'lab' }).waitFor();
  const trial = page.getByRole('region', { name: 'Machines that meet it now' });
  await trial
    .getByText(
      '2 machines meet it now; it would touch 1 of them, leave 1, which are protected, installed or held.',
    )
    .waitFor();
  expect(await trial.getByRole('cell').allInnerTexts()).toEqual([
    ...['lab1', 'would get the label site=lab', ''],
    ...['lab2', 'nothing to do', 'it is protected'],
  ]);
  await page.getByRole('button', { name: 'Have it act…' }).click();
  await dialog.getByText('2 machines meet it now; it would touch 1 of them').waitFor();
  await dialog.getByRole('button', { name: 'From now on it acts' }).click();
  await page.getByRole('button', { name: 'Run…' }).click();
  await dialog.getByRole('button', { name: 'Run it: touch 1 machine', exact: true }).click();
  const found = page.getByRole('region', { name: 'What was done' });
  await found.getByText('set the label site=lab').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await found.getByRole('link', { name: 'lab1' }).click();
  await page.getByText('Rule lab: set the label site=lab').waitFor();
  expect(visit.complaints).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { accessibilityFaults } from '../src/accessibility-faults.ts';
import { addAccount } from '../src/add-account.ts';
import type { Account } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';
import { writeInstallImage } from '../src/install-image.ts';

const folder = emptyWorkFolder('console-rollouts');
let server: NetberthServer;
let ada: Account;

beforeAll(async () => {
  server = await NetberthServer.start({ folder, flags: [] });
  ada = await addAccount(server, 'ada', 'administrator');
  await server.json('profile', 'import', writeInstallImage(folder), '--name', 'edge-2', '--non-destructive');
  for (const digit of [1, 2])
    await server.addMachine(
      `52:54:00:00:00:0${digit}`,
      '--hostname',
      `edge${digit}`,
      '--labels',
      'role=edge',
    );
  await server.json('rollout', 'start', 'edge', '--to', 'edge-2', '--where', 'role=edge');
});
afterAll(() => server.stop());

test('a person sees who runs what, pauses a roll-out, and rolls it back', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/rollouts');
  await visit.signIn(ada);
  await page.getByRole('link', { name: 'edge', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'edge' }).waitFor();
  const machines = page.getByRole('region', { name: 'Machines' });
  await machines.getByText('called: they move at their next boot').waitFor();
  expect(await machines.getByRole('cell').allInnerTexts()).toEqual([
    ...['edge1', 'called: they move at their next boot', 'never booted', '', ''],
    ...['edge2', 'waiting for their wave', 'never booted', '', ''],
  ]);
  await page.getByRole('button', { name: 'Pause…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByText('paused: ada paused it').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Roll back…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back', exact: true }).click();
  await page.getByText('taken back', { exact: true }).waitFor();
  expect(visit.complaints).toEqual([]);
});

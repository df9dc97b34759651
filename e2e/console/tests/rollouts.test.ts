import { rolloutList } from '@netberth/api';
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
  server = await NetberthServer.start({ folder, flags: ['--grants-second-person-above', '2'] });
  ada = await addAccount(server, 'ada', 'administrator');
  const image = writeInstallImage(folder);
  for (const name of ['edge-1', 'edge-2'])
    await server.json('profile', 'import', image, '--name', name, '--non-destructive');
  await server.json('profile', 'import', image, '--name', 'installer');
  for (const [digit, role] of ['edge', 'edge', 'edge', 'hall', 'hall', 'hall'].entries())
    await server.addMachine(
      `52:54:00:00:00:0${digit + 1}`,
      ...['--hostname', `${role}${digit + 1}`, '--labels', `role=${role}`, '--resting', 'edge-1'],
    );
  await server.json('machine', 'hold', 'edge3');
});
afterAll(() => server.stop());

async function bootOf(digit: number): Promise<string> {
  const query = `net0=52:54:00:00:00:0${digit}`;
  return await (await fetch(`http://127.0.0.1:${server.bootPort}/bootstrap?${query}`)).text();
}
const rollouts = async () => rolloutList.output.parse(await server.json('rollout', 'list')).rollouts;

test('a person begins a roll-out, sees who runs what, stops it with a reason that the overview shows, and rolls it back', async () => {
  await bootOf(1);
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/rollouts');
  await visit.signIn(ada);
  await page.getByRole('button', { name: 'Roll a version out…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Roll a version out' });
  await dialog.getByLabel('Image').fill('edge');
  await dialog.getByRole('combobox', { name: 'Version' }).click();
  await page.getByRole('option', { name: 'edge-2' }).waitFor();
  expect(await page.getByRole('option').allInnerTexts()).toEqual(['edge-1', 'edge-2']);
  await page.getByRole('option', { name: 'edge-2' }).click();
  await dialog.getByLabel('Machines with the label').fill('role=edge');
  await dialog.getByText('3 machines with role=edge.').waitFor();
  await dialog.getByLabel('Then at a time').fill('plenty');
  await dialog.getByRole('button', { name: 'See what would happen' }).click();
  await dialog
    .getByText('wave: "plenty" is not a number of machines like 3, or a share of them like 5%')
    .waitFor();
  await dialog.getByLabel('Then at a time').fill('50%');
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'See what would happen' }).click();
  await dialog
    .getByText(
      '2 machines would come to edge-2, each at its next boot: 1 first, then 1 at a time. 1 machine is left out.',
    )
    .waitFor();
  expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual(['edge3: it is held']);
  expect(await rollouts()).toEqual([]);
  await dialog.getByRole('button', { name: 'Bring 2 machines to edge-2' }).click();
  await page.getByRole('heading', { level: 1, name: 'edge' }).waitFor();
  const machines = page.getByRole('region', { name: 'Machines' });
  await machines.getByText('called, to move at the next boot').waitFor();
  expect(await machines.getByRole('cell').allInnerTexts()).toEqual([
    ...['edge1', 'called, to move at the next boot', 'edge-1', 'booted 1 version ago', ''],
    ...['edge2', 'waiting for a wave', 'never booted', '', ''],
  ]);
  const act = async (action: string, reason: string) => {
    await page.getByRole('button', { name: `${action}…` }).click();
    await page.getByRole('dialog').getByLabel('Reason, for the audit log').fill(reason);
    await page.getByRole('dialog').getByRole('button', { name: action, exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  await act('Pause', 'the rack moves');
  await page.getByText('paused: the rack moves').waitFor();
  await act('Go on', 'it has moved');
  await page.getByText('running', { exact: true }).waitFor();
  expect(await bootOf(1)).toContain('images/edge-2/');
  await machines.getByText('booted, and not yet healthy').waitFor();
  await act('Stop', 'the wrong kernel');
  await page.getByText('stopped: the wrong kernel').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
  const look = page.getByRole('region', { name: 'Wants somebody to look' });
  await look.getByRole('link', { name: 'Roll-out of edge' }).waitFor();
  expect(await look.getByRole('paragraph').allInnerTexts()).toEqual([
    'Roll-out of edge to edge-2: stopped, the wrong kernel',
  ]);
  await look.getByRole('link', { name: 'Roll-out of edge' }).click();
  await act('Roll back', 'the wrong kernel');
  await page.getByText('taken back', { exact: true }).waitFor();
  expect(await bootOf(1)).toContain('images/edge-1/');
  await page.getByRole('button', { name: 'Next version…' }).click();
  expect(await dialog.getByLabel('Machines with the label').inputValue()).toBe('role=edge');
  expect(visit.complaints).toEqual([]);
});

test('more machines than one person may move wait for a second person, who is not the first', async () => {
  const grace = await addAccount(server, 'grace', 'operator');
  await using first = await ConsoleVisit.open(server, { viewport: { width: 360, height: 740 } });
  await first.goto('/rollouts');
  await first.signIn(grace);
  await first.page.getByRole('button', { name: 'Roll a version out…' }).click();
  const dialog = first.page.getByRole('dialog');
  await dialog.getByLabel('Image').fill('hall');
  await dialog.getByRole('combobox', { name: 'Version' }).fill('edge-2');
  await first.page.getByRole('option', { name: 'edge-2' }).click();
  await dialog.getByLabel('Machines with the label').fill('role=hall');
  await dialog.getByRole('button', { name: 'See what would happen' }).click();
  await dialog.getByRole('button', { name: 'Propose to bring 3 machines to edge-2' }).click();
  await first.page.getByText(/^waits for a second person: .* one person may grant 2$/).waitFor();
  expect(await first.page.locator('#page').getByRole('button').allInnerTexts()).toEqual(['Stop…']);
  expect(await first.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  await using second = await ConsoleVisit.open(server);
  await second.goto('/rollouts/hall');
  await second.signIn(ada);
  await second.page.getByRole('button', { name: 'Approve…' }).click();
  await second.page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
  await second.page.getByText('running', { exact: true }).waitFor();
  expect((await rollouts())[0]?.createdBy).toBe('grace, approved by ada');
});

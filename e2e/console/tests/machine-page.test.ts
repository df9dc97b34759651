import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { addAccount } from '../src/add-account.ts';
import type { Account } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';
import { writeInstallImage } from '../src/install-image.ts';

const folder = emptyWorkFolder('console-machine-page');
let server: NetberthServer;
let ada: Account;
let grace: Account;

beforeAll(async () => {
  server = await NetberthServer.start({
    folder,
    flags: ['--grants-second-person-above', '1', '--link-speed', '0.1kbit'],
  });
  ada = await addAccount(server, 'ada', 'administrator');
  grace = await addAccount(server, 'grace', 'administrator');
  for (const digit of [1, 2, 3])
    await server.addMachine(`52:54:00:00:00:0${digit}`, '--hostname', `web${digit}`);
  await server.json('machine', 'set', 'web1', '--add-macs', '52:54:00:00:00:11');
  await server.json('profile', 'import', writeInstallImage(folder), '--name', 'debian12');
});
afterAll(() => server.stop());

test('the network of a machine is checked while it is typed, and saved whole', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines/1');
  await visit.signIn(ada);
  const panel = page.getByRole('region', { name: 'Network', exact: true });
  await panel.getByText('Nothing is known of it: it uses DHCP.').waitFor();
  await panel.getByRole('button', { name: 'Change the network…' }).click();
  const dialog = page.getByRole('dialog', { name: 'The network of web1' });
  await dialog.getByRole('button', { name: 'Add an interface' }).click();
  await dialog.getByLabel('Made of').selectOption('802.3ad');
  await dialog.getByRole('checkbox', { name: '52:54:00:00:00:01' }).check();
  await dialog.getByRole('checkbox', { name: '52:54:00:00:00:11' }).check();
  await dialog.getByLabel('Name in the system').fill('bond0');
  await dialog.getByLabel('Addresses').fill('192.0.2.300/24');
  await dialog.getByText('This cannot be saved:').waitFor();
  expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/^Interface 1 addresses: .*192\.0\.2\.300/),
  ]);
  expect(await dialog.getByRole('button', { name: 'Save the network' }).isDisabled()).toBe(true);
  await dialog.getByLabel('Addresses').fill('192.0.2.10/24 2001:db8::10/64');
  await dialog.getByLabel('Gateways').fill('192.0.2.1');
  await dialog.getByLabel('VLAN tag').fill('12');
  await dialog.getByLabel('Name servers').fill('192.0.2.3');
  await dialog.getByRole('button', { name: 'Save the network' }).click();
  await panel
    .getByText(
      '192.0.2.10/24 2001:db8::10/64, via 192.0.2.1, VLAN 12, on a bond (802.3ad) of 52:54:00:00:00:01 52:54:00:00:00:11',
    )
    .waitFor();
  const { network } = await server.machine(1);
  expect(network?.interfaces[0]?.bond?.members.map(({ mac }) => mac)).toEqual([
    '52:54:00:00:00:01',
    '52:54:00:00:00:11',
  ]);
  expect(network?.dns).toEqual(['192.0.2.3']);
  expect(visit.complaints).toEqual([]);
});

test('a grant for more machines than one person may is proposed, and granted by a second one', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines');
  await visit.signIn(ada);
  await page.getByRole('button', { name: 'Select every machine of this filter' }).click();
  await page.getByRole('button', { name: 'Grant…' }).click();
  await page.getByRole('combobox', { name: 'Profiles, in order' }).click();
  await page.getByRole('option', { name: 'debian12' }).click();
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Overwrite the disks of 3 machines' }).click();
  await page.getByText('Proposed: it waits for a second person (proposal 1).').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  const own = page.getByRole('region', { name: 'Waits for a second person' });
  await own.getByText('ada wants to grant debian12 to 3 machines.').waitFor();
  expect(await own.getByRole('button').allInnerTexts()).toEqual(['Withdraw 1']);
  expect((await server.machines()).map(({ state }) => state)).toEqual(['new', 'new', 'new']);

  await using second = await ConsoleVisit.open(server);
  await second.goto('/machines');
  await second.signIn(grace);
  await second.page.getByRole('button', { name: 'Approve 1' }).click();
  await second.page.getByRole('dialog').getByRole('button', { name: 'Grant to 3 machines' }).click();
  await second.page.getByRole('region', { name: 'Waits for a second person' }).waitFor({ state: 'detached' });
  expect((await server.machines()).map(({ state }) => state)).toEqual(['granted', 'granted', 'granted']);
  expect(second.complaints).toEqual([]);
});

test('a setting is changed while the server runs, and the second of two who change it is told', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/settings');
  await visit.signIn(ada);
  await page.getByRole('textbox', { name: 'Find a setting' }).fill('menu.timeout');
  await page.getByRole('button', { name: 'Set menu.timeout' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set menu.timeout' });
  await dialog.getByLabel('Value').fill('17');
  await server.json('settings', 'set', 'menu.timeout', '18');
  await dialog.getByRole('button', { name: 'Set menu.timeout' }).click();
  await dialog.getByRole('alert').getByText('changed', { exact: false }).waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.reload();
  await page.getByRole('textbox', { name: 'Find a setting' }).fill('menu.timeout');
  await page.getByRole('button', { name: 'Set menu.timeout' }).click();
  await dialog.getByLabel('Value').fill('17');
  await dialog.getByRole('button', { name: 'Set menu.timeout' }).click();
  await page.getByRole('cell', { name: '17', exact: true }).waitFor();
  await page.getByText('by ada').waitFor();
  expect(visit.complaints).toEqual([]);
});

test('the second of two who edit a machine is told, sees what the first did, and loses nothing', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines/3');
  await visit.signIn(ada);
  await page.getByRole('button', { name: 'Change…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change web3' });
  await dialog.getByLabel('Host name').fill('mine');
  await dialog.getByLabel('Proof').selectOption('the key of its boot medium');
  await server.json('machine', 'set', '3', '--hostname', 'theirs', '--labels', 'rack=7');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  const alert = dialog.getByRole('alert');
  await alert.getByText('Somebody else has changed it meanwhile').waitFor();
  await alert.getByRole('term').first().waitFor();
  expect(await alert.getByRole('term').allInnerTexts()).toEqual(['Host name', 'Labels']);
  expect(await alert.getByRole('definition').allInnerTexts()).toEqual(['theirs', 'rack=7']);
  expect((await server.machine(3)).hostname).toBe('theirs');
  await dialog.getByRole('button', { name: 'Save mine over theirs' }).click();
  await page.getByRole('heading', { level: 1, name: 'mine' }).waitFor();
  expect(await server.machine(3)).toMatchObject({ labels: { rack: '7' }, proof: 'key' });
  await page.getByRole('definition').getByText('the key of its boot medium', { exact: true }).waitFor();

  const notes = page.getByRole('region', { name: 'Notes' });
  await notes.getByRole('textbox').fill('the disk is being replaced');
  await server.json('machine', 'set', '3', '--metadata', 'notes=ask grace first');
  await notes.getByRole('button', { name: 'Save the notes' }).click();
  await notes.getByText('ask grace first').waitFor();
  expect(await notes.getByRole('textbox').inputValue()).toBe('the disk is being replaced');
  await notes.getByRole('button', { name: 'Save mine over theirs' }).click();
  await notes.getByRole('alert').waitFor({ state: 'detached' });
  expect((await server.machine(3)).metadata).toEqual({ notes: 'the disk is being replaced' });
  expect(visit.complaints).toEqual([]);
});

test('the second of two who change a role, a group or the roles of somebody is told', async () => {
  await addAccount(server, 'dave', 'viewer');
  await server.json('role', 'set', 'night-shift', '--permissions', 'machine:read');
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/access');
  await visit.signIn(ada);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Change night-shift' }).click();
  await dialog.getByRole('checkbox', { name: 'hold machines' }).check();
  await server.json('role', 'set', 'night-shift', '--permissions', 'machine:read,audit:read', '--replace');
  await dialog.getByRole('button', { name: 'Change night-shift' }).click();
  await dialog.getByText('see machines, read the audit log').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('button', { name: 'Change dave' }).click();
  await page.getByRole('menuitem', { name: 'Roles…' }).click();
  await dialog.getByRole('checkbox', { name: /^operator:/ }).check();
  await server.json('user', 'set', 'dave', '--roles', 'auditor');
  await dialog.getByRole('button', { name: 'Change the roles of dave' }).click();
  await dialog.getByRole('definition').filter({ hasText: 'auditor' }).waitFor();
  await dialog.getByRole('button', { name: 'Save mine over theirs' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('row').filter({ hasText: 'dave' }).getByText('viewer, operator').waitFor();
  expect(visit.complaints).toEqual([]);
});

test('two records of one computer are merged, and one record of two is split', async () => {
  const [first, second] = ['52:54:00:00:0a:01', '52:54:00:00:0a:02'];
  const one = await server.addMachine(first, '--hostname', 'db1', '--serial', 'SN-A');
  const other = await server.addMachine(second, '--hostname', 'db2', '--serial', 'SN-B');
  const ask = `net0=${first.replaceAll(':', '-')}&net1=${second.replaceAll(':', '-')}`;
  await fetch(`http://127.0.0.1:${server.bootPort}/bootstrap?${ask}`);
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto(`/machines/${one}`);
  await visit.signIn(ada);
  const conflict = page.getByRole('alert').filter({ hasText: 'Which computer is this?' });
  await conflict.getByRole('button', { name: 'Merge…' }).click();
  const dialog = page.getByRole('dialog', { name: 'db1 and another are one computer' });
  expect(await dialog.getByLabel('The other machine').inputValue()).toBe(String(other));
  await dialog.getByText('db1 stays, and gets the identifiers').waitFor();
  const merge = dialog.getByRole('button', { name: 'Merge db2 into db1' });
  expect(await merge.isDisabled()).toBe(true);
  await dialog.getByRole('radio', { name: 'SN-A' }).check();
  await merge.click();
  await dialog.getByText(`Machine ${other} is merged into this one.`).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  expect(await server.machine(one)).toMatchObject({ macs: [first, second], serial: 'SN-A', state: 'held' });

  await page.getByRole('button', { name: 'More…' }).click();
  await page.getByRole('menuitem', { name: 'Split…' }).click();
  const splitting = page.getByRole('dialog', { name: 'db1 is two computers' });
  await splitting.getByRole('checkbox', { name: `MAC ${second}` }).check();
  await splitting.getByRole('button', { name: 'Split db1' }).click();
  await splitting.getByText('The other computer is now').getByRole('link').click();
  await page.getByRole('region', { name: 'Identity' }).getByText(second).waitFor();
  expect((await server.machine(one)).macs).toEqual([first]);
  expect((await server.machine(second)).macs).toEqual([second]);
  expect(visit.complaints).toEqual([]);
});

test('of a machine that waits in iPXE for its turn the list and its page say which place it has', async () => {
  await server.json(
    ...(['profile', 'import', writeInstallImage(folder), '--name', 'rescue', '--non-destructive'] as const),
  );
  let fifth = 0;
  for (const digit of [1, 2, 3, 4, 5]) {
    const mac = `52:54:00:00:01:0${digit}`;
    fifth = await server.addMachine(mac, '--hostname', `live${digit}`, '--resting', 'rescue');
    await fetch(`http://127.0.0.1:${server.bootPort}/bootstrap?net0=${mac}`);
  }
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines?search=live5');
  await visit.signIn(ada);
  await page.getByText('1 of 1', { exact: true }).waitFor();
  await visit.goto(`/machines/${fifth}`);
  await page.getByText('to fetch rescue: place 1 of 1, expected').waitFor();
  expect(visit.complaints).toEqual([]);
});

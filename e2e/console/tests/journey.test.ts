import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { addAccount } from '../src/add-account.ts';
import type { Account } from '../src/add-account.ts';
import { accessibilityFaults } from '../src/accessibility-faults.ts';
import { ConsoleVisit } from '../src/console-visit.ts';
import { writeInstallImage } from '../src/install-image.ts';

const folder = emptyWorkFolder('console-journey');
/** What a machine may call itself. */
const hostile = `<img src=x onerror="document.title='taken over'">`;
let server: NetberthServer;
let ada: Account;

beforeAll(async () => {
  server = await NetberthServer.start({ folder, flags: ['--boot-url', 'http://192.0.2.1:8080'] });
  ada = await addAccount(server, 'ada', 'administrator');
});
afterAll(() => server.stop());

test('an empty server says what is missing and what to do', async () => {
  await using visit = await ConsoleVisit.open(server);
  await visit.goto('/');
  await visit.signIn(ada);
  await visit.page.getByRole('heading', { name: 'First steps' }).waitFor();
  const dhcp = visit.page.getByRole('region', { name: 'DHCP that sends machines here' });
  await dhcp.getByText('This server answers no DHCP.').waitFor();
  await visit.page.getByRole('button', { name: 'Install it from Debian' }).waitFor();
  const steps = await visit.page.getByRole('region').allInnerTexts();
  expect(steps.map((step) => step.split('\n').slice(0, 2).join(': '))).toEqual([
    'Firmware: iPXE and the loaders: to do',
    'DHCP that sends machines here: to do',
    'A machine that asks this server: to do',
    'A profile: something that can be booted: to do',
    'A grant: the permission to install one machine: to do',
  ]);
  expect(await visit.page.getByText('chain http://').innerText()).toBe('dhcp\nchain http://192.0.2.1:8080/');
  await dhcp.getByLabel('Or add lines to the DHCP server that you have').selectOption('ISC dhcpd');
  await dhcp.getByLabel('Lines for ISC dhcpd').getByText('http://192.0.2.1:8080/bootstrap.ipxe').waitFor();
  expect(visit.complaints).toEqual([]);
});

test('a person signs in, finds a machine, grants an install, and sees it in the table', async () => {
  for (const digit of [1, 2, 3])
    await server.addMachine(`52:54:00:00:00:0${digit}`, '--hostname', `web${digit}`);
  await server.json('profile', 'import', writeInstallImage(folder), '--name', 'debian12');
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines');
  await visit.signIn(ada);
  await page.getByText('3 machines').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('00:00:02');
  await page.keyboard.press('Enter');
  await page.getByText('1 machine', { exact: true }).waitFor();
  await page.getByRole('checkbox', { name: 'Select web2' }).check();
  await page.getByRole('button', { name: 'Grant…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Grant an install to 1 machine' });
  await dialog.getByRole('combobox', { name: 'Profiles, in order' }).click();
  await page.getByRole('option', { name: 'debian12' }).click();
  await page.keyboard.press('Tab');
  await dialog.getByLabel('Reason, for the audit log').fill('new rack');
  expect(await dialog.getByText('WILL BE OVERWRITTEN').innerText()).toBe(
    'web2 gets debian12 at the next boot. THE DISKS OF 1 MACHINE WILL BE OVERWRITTEN.',
  );
  await dialog.getByRole('button', { name: 'Overwrite the disks of 1 machine' }).click();
  await dialog.getByText('Done for 1 machine.').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  const row = page.getByRole('row').filter({ hasText: 'web2' });
  await row.getByText('granted').waitFor();
  expect(await row.getByRole('cell').allInnerTexts()).toEqual([
    '',
    '2',
    'web2',
    'granted',
    'debian12',
    '52:54:00:00:00:02',
    '',
    '',
    'never',
    '',
  ]);
  const { grant } = await server.machine(2);
  expect([grant?.steps, grant?.createdBy, grant?.reason]).toEqual([['debian12'], 'ada', 'new rack']);
  expect(visit.complaints).toEqual([]);
});

test('what a boot fetches shows on the overview, and its whole story on the page of the machine', async () => {
  const boot = `http://127.0.0.1:${server.bootPort}`;
  const script = await (await fetch(`${boot}/bootstrap?net0=52:54:00:00:00:02`)).text();
  const kernel = /^kernel (\S+)/m.exec(script)?.[1] ?? '';
  await (await fetch(`${boot}/${kernel}`)).arrayBuffer();
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/');
  await visit.signIn(ada);
  const progress = page.getByRole('progressbar', { name: 'Fetched by web2' });
  await progress.waitFor();
  expect(Number(await progress.getAttribute('aria-valuenow'))).toBe(50);
  await page.getByText('1 MiB of 2 MiB').waitFor();
  await page.getByRole('link', { name: 'web2' }).click();
  await page.getByText('Boot 1: profile debian12').waitFor();
  await page.getByText('fetched vmlinuz: 1 MiB').waitFor();
  await page.getByText('The script it would get').click();
  expect(await page.locator('details[open] pre').innerText()).toContain('images/debian12/vmlinuz');
  expect(visit.complaints).toEqual([]);
});

test('what a machine says of itself stays text', async () => {
  const said = encodeURIComponent(hostile);
  const query = `net0=52:54:00:00:00:66&serial=${said}&product=${said}`;
  await fetch(`http://127.0.0.1:${server.bootPort}/bootstrap?${query}`);
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines?search=00:00:66');
  await visit.signIn(ada);
  await page.getByRole('cell', { name: hostile.toUpperCase() }).waitFor();
  await page.getByRole('link', { name: /^machine \d+$/ }).click();
  await page.getByText(hostile).first().waitFor();
  expect(await page.locator('#page img').count()).toBe(0);
  expect(await page.title()).toBe('Machines · Netberth');
  expect(visit.complaints).toEqual([]);
});

test('many are held at once, and whoever is refused a grant is named', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines?search=web');
  await visit.signIn(ada);
  await page.getByText('3 machines').waitFor();
  await page.getByRole('button', { name: 'Select every machine of this filter' }).click();
  await page.getByRole('button', { name: 'Let go…' }).click();
  await page.getByRole('button', { name: 'Let 3 machines go' }).click();
  await page.getByText('Done for 0 machines.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Hold…' }).click();
  await page.getByText('web1, web2, web3 will get nothing but the own disk').waitFor();
  await page.getByRole('button', { name: 'Hold 3 machines' }).click();
  await page.getByText('Done for 3 machines.').waitFor();
  const held = await server.machines();
  expect(held.filter(({ state }) => state === 'held').map(({ hostname }) => hostname)).toEqual([
    'web1',
    'web2',
    'web3',
  ]);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Grant…' }).click();
  await page.getByRole('combobox', { name: 'Profiles, in order' }).click();
  await page.getByRole('option', { name: 'debian12' }).click();
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Overwrite the disks of 3 machines' }).click();
  await page.getByText('Refused for 3 machines:').waitFor();
  expect(await page.getByRole('dialog').getByRole('listitem').allInnerTexts()).toEqual([
    'web1: machine 1 is held: a grant is not possible (NB3007)',
    expect.stringMatching(/^web2: machine 2 already has grant 1 .*\(NB3006\)$/),
    'web3: machine 3 is held: a grant is not possible (NB3007)',
  ]);
});

test('many are labelled at once, after it was said what changes for how many', async () => {
  await server.json('machine', 'set', 'web1', '--labels', 'site=berlin,floor=2');
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines?search=web');
  await visit.signIn(await addAccount(server, 'labeller', 'editor'));
  await page.getByRole('button', { name: 'Select every machine of this filter' }).click();
  await page.getByRole('button', { name: 'Label…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Labels to set' }).fill('berlin');
  await page.keyboard.press('Enter');
  await dialog.getByText('"berlin" is not a label like site=berlin.').waitFor();
  await page.keyboard.press('Backspace');
  await dialog.getByRole('combobox', { name: 'Labels to set' }).fill('site=berlin');
  await page.keyboard.press('Enter');
  await dialog.getByText('2 machines will have site=berlin: web2, web3. 1 machine is so already.').waitFor();
  await dialog.getByRole('combobox', { name: 'Labels to remove' }).click();
  await page.getByRole('option', { name: 'floor' }).click();
  await page.keyboard.press('Tab');
  await dialog.getByText('3 machines will have site=berlin and no label floor: web1, web2, web3.').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Label 3 machines' }).click();
  await dialog.getByText('Done for 3 machines.').waitFor();
  const labelled = (await server.machines()).filter(({ hostname }) => hostname?.startsWith('web'));
  expect(labelled.map(({ labels }) => labels)).toEqual([
    { site: 'berlin' },
    { site: 'berlin' },
    { site: 'berlin' },
  ]);
  await server.json('machine', 'label', '--search', 'web', '--remove', 'site');
  expect(visit.complaints).toEqual([]);
});

const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

test('a CSV is checked line by line before anything is added', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines');
  await visit.signIn(ada);
  const choose = async (text: string) => {
    const buffer = Buffer.from(text);
    await page.locator('input[type=file]').setInputFiles({ name: 'new.csv', mimeType: 'text/csv', buffer });
  };
  await page.getByRole('button', { name: 'Import CSV…' }).click();
  await choose('macs,hostname\n52:54:00:00:01:01,db1\nnonsense,db2\n52:54:00:00:01:01,db 3\n');
  await page.getByText('2 rows have faults').waitFor();
  expect((await page.getByRole('dialog').getByRole('row').allInnerTexts()).map(inOneLine)).toEqual([
    'Line macs hostname',
    '3 nonsense is not a MAC address like 52:54:00:12:34:56 db2',
    '4 52:54:00:00:01:01 52:54:00:00:01:01 stands in line 2 too db 3 is not a host name (letters, digits, hyphens, dots)',
    '2 52:54:00:00:01:01 db1',
  ]);
  expect(await page.getByRole('button', { name: 'Add 3 machines' }).isDisabled()).toBe(true);
  await choose('macs,hostname,label:site\n52:54:00:00:01:01,db1,berlin\n52:54:00:00:01:02,db2,paris\n');
  await page.getByText('2 machines will be added. Nothing is installed by that.').waitFor();
  await page.getByRole('button', { name: 'Add 2 machines' }).click();
  await page.getByText('Done for 2 machines.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Import CSV…' }).click();
  await choose('macs,hostname\n52:54:00:00:01:03,db3\n52:54:00:00:01:02,db4\n');
  await page.getByRole('button', { name: 'Add 2 machines' }).click();
  await page.getByText('Refused for 1 machine:').waitFor();
  const refused = page.getByRole('dialog').getByRole('row').filter({ hasText: 'db4' });
  expect(await refused.getByRole('rowheader').innerText()).toMatch(/^3\s+.*52:54:00:00:01:02/);
  const { labels } = await server.machine('db2');
  expect(labels).toEqual({ site: 'paris' });
});

test('a filter is saved under a name, and chosen again', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines');
  await visit.signIn(ada);
  await page.getByRole('link', { name: 'site=paris' }).click();
  await page.getByText('1 machine', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Saved filters' }).click();
  const saved = page.getByRole('dialog', { name: 'Saved filters' });
  await saved.getByLabel('Name of the filter').fill('Paris');
  await saved.getByRole('button', { name: 'Save', exact: true }).click();
  await saved.getByRole('button', { name: 'Paris', exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.reload();
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await saved.getByRole('button', { name: 'Paris', exact: true }).click();
  await page.getByText('1 machine', { exact: true }).waitFor();
  expect(new URL(page.url()).searchParams.get('label')).toBe('site=paris');
  expect(visit.complaints).toEqual([]);
});

const unfinished = '[class*=Loader-root], [class*=Skeleton-root]';
const pages = [
  ['/', 'Overview'],
  ['/machines', 'Machines'],
  ['/machines/2', 'web2'],
  ['/profiles', 'Profiles'],
  ['/profiles/debian12', 'debian12'],
  ['/rollouts', 'Roll-outs'],
  ['/rules', 'Rules'],
  ['/media', 'Boot media'],
  ['/clouds', 'Clouds'],
  ['/menu', 'Menu'],
  ['/menu/debian', 'Debian'],
  ['/channels', 'Channels'],
  ['/configuration', 'Configuration'],
  ['/usage', 'Usage'],
  ['/access', 'Access'],
  ['/settings', 'Settings'],
  ['/audit', 'Audit log'],
  ['/start', 'First steps'],
] as const;

test(
  'axe-core finds nothing serious on any page, in light colours and in dark ones',
  { timeout: 180_000 },
  async () => {
    await using visit = await ConsoleVisit.open(server, { colorScheme: 'light', reducedMotion: 'reduce' });
    const { page } = visit;
    await visit.goto('/');
    const faults: Record<string, readonly string[]> = {};
    const look = async (name: string) => {
      faults[name] = await accessibilityFaults(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
      faults[`${name}, dark`] = await accessibilityFaults(page, ['color-contrast']);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.locator('html[data-mantine-color-scheme=light]').waitFor();
    };
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await look('sign in');
    await visit.signIn(ada);
    for (const [path, title] of pages) {
      await page.evaluate(`history.pushState({}, '', '${path}')`);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await expect.poll(() => page.locator(unfinished).count()).toBe(0);
      await look(path);
    }
    expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
    expect(visit.complaints).toEqual([]);
  },
);

const dialogs = [
  ['/machines', 'Import CSV…', 'Add…', 'Saved filters'],
  ['/machines/2', 'Change…', 'Change the network…', 'Make a medium…', 'More…'],
  ['/profiles', 'Import an image…'],
  ['/rollouts', 'Roll a version out…'],
  ['/media', 'Media from CSV…'],
  ['/menu/debian', 'Make a profile of it…'],
  ['/access', 'Add a user…', 'Make a role…', 'Make a token…'],
] as const;

test('axe-core finds nothing serious in any dialog', { timeout: 180_000 }, async () => {
  await using visit = await ConsoleVisit.open(server, { reducedMotion: 'reduce' });
  const { page } = visit;
  await visit.goto('/');
  await visit.signIn(ada);
  const faults: Record<string, readonly string[]> = {};
  for (const [path, ...buttons] of dialogs) {
    await page.evaluate(`history.pushState({}, '', '${path}')`);
    for (const name of buttons) {
      await page.getByRole('button', { name, exact: true }).click();
      const opened = page.getByRole('dialog').or(page.getByRole('menu'));
      await opened.waitFor();
      faults[name] = await accessibilityFaults(page);
      await page.keyboard.press('Escape');
      await opened.waitFor({ state: 'detached' });
    }
  }
  expect(Object.keys(faults)).toHaveLength(14);
  expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
});

test('a wrong password is refused in words that tell nothing', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines/2');
  await page.getByLabel('User name').fill('nobody');
  await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const alert = await page.getByRole('alert').innerText();
  expect(alert).not.toContain('nobody');
  await visit.signIn(ada);
  await page.getByRole('heading', { level: 1, name: 'web2' }).waitFor();
  await page.getByRole('button', { name: 'Signed in as ada' }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
});

const everybodys = [
  ...['Overview', 'Machines', 'Profiles', 'Roll-outs', 'Rules', 'Boot media', 'Clouds', 'Menu'],
  ...['Channels', 'Usage', 'Configuration', 'First steps'],
];

test.each([
  ['viewer', everybodys, []],
  ['operator', everybodys, ['Grant…', 'Hold…', 'Make a medium…']],
  ['editor', everybodys, ['Change…', 'More…', 'Change the network…']],
  ['auditor', everybodys.toSpliced(-1, 0, 'Access', 'Settings', 'Audit log'), []],
  [
    'operator@site=berlin',
    ['Machines', 'Profiles', 'Roll-outs', 'Boot media', 'Menu', 'Channels', 'Usage'],
    ['Grant…', 'Hold…', 'Make a medium…'],
  ],
])('%s sees what the role may do, and nothing else', async (role, seen, actions) => {
  const account = await addAccount(server, role.replace('@site=', '-'), role);
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/');
  await visit.signIn(account);
  expect(await page.getByRole('navigation').getByRole('link').allInnerTexts()).toEqual(seen);
  await page.getByRole('navigation').getByRole('link', { name: 'Machines' }).click();
  await page.getByRole('link', { name: 'db1' }).click();
  await page.getByRole('heading', { level: 1, name: 'db1' }).waitFor();
  const offered = await page.locator('#page').getByRole('button').allInnerTexts();
  expect(offered).toEqual(actions);
});

test('the overview fits a telephone', async () => {
  await using visit = await ConsoleVisit.open(server, { viewport: { width: 360, height: 740 } });
  await visit.goto('/');
  await visit.signIn(ada);
  await visit.page.getByRole('heading', { name: 'Booting now' }).waitFor();
  expect(await visit.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  expect(await accessibilityFaults(visit.page)).toEqual([]);
});

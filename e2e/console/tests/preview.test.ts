import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { installedFirmware } from '../../src/installed-firmware.ts';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { addAccount } from '../src/add-account.ts';
import type { Account } from '../src/add-account.ts';
import { accessibilityFaults } from '../src/accessibility-faults.ts';
import { ConsoleVisit } from '../src/console-visit.ts';
import { databaseContent } from '../src/database-content.ts';
import { writeInstallImage } from '../src/install-image.ts';

const folder = emptyWorkFolder('console-preview');
const installed = await installedFirmware();
const skip = installed.kind === 'out-of-reach';
const skipped = skip ? ` (skipped: ${installed.why})` : '';
/** An emulated PC on a busy machine. */
const patienceMs = 90_000;
const viewport = { width: 1600, height: 1000 };
let server: NetberthServer;
let vera: Account;

beforeAll(async () => {
  server = await NetberthServer.start({ folder, flags: ['--menu-pinned', 'debian'] });
  if (installed.kind === 'installed') await server.json('firmware', 'install', '--from', installed.folder);
  await server.json('profile', 'import', writeInstallImage(folder), '--name', 'debian12');
  await server.addMachine('52:54:00:00:00:01', '--hostname', 'web1');
  await server.grant(1, 'debian12');
  vera = await addAccount(server, 'vera', 'viewer');
});
afterAll(() => server.stop());

/** Switches the emulated PC on and gives its screen, with the keyboard at it. */
async function switchOn({ page }: ConsoleVisit): Promise<Locator> {
  await page.getByRole('button', { name: 'Switch on' }).click();
  const screen = page.getByRole('application', { name: 'Screen and keyboard of the emulated PC' });
  await screen.focus();
  return screen;
}

async function shows(screen: Locator, text: string | RegExp): Promise<void> {
  await screen.filter({ hasText: text }).waitFor({ timeout: patienceMs });
}

/** For the browser: the colour behind a text of a screen. */
function backgroundOf(text: string): string {
  const runs = "[...document.querySelectorAll('[role=application] span')]";
  return `getComputedStyle(${runs}.find(({ textContent }) => textContent.includes('${text}'))).backgroundColor`;
}

describe(`the preview in the browser${skipped}`, { skip, timeout: 3 * patienceMs }, () => {
  test('a real iPXE walks our menu up to the red question, and the database stays as it is', async () => {
    await using visit = await ConsoleVisit.open(server, { viewport });
    const { page } = visit;
    await visit.goto('/menu/preview');
    await visit.signIn(vera);
    const before = databaseContent(server);
    const screen = await switchOn(visit);
    await shows(screen, /PREVIEW: Netberth: what does this machine boot\?/);
    const said = page.getByRole('region', { name: 'A real iPXE' }).getByRole('status');
    await said.filter({ hasText: 'Boot the local disk' }).waitFor({ timeout: patienceMs });
    await page.keyboard.press('ArrowDown');
    await said.filter({ hasText: /^Debian \.\.\.$/ }).waitFor({ timeout: patienceMs });
    await page.keyboard.press('Enter');
    await shows(screen, 'PREVIEW: Debian: Release');
    await page.keyboard.press('Enter');
    await shows(screen, 'PREVIEW: Debian: Installation');
    await page.keyboard.press('Enter');
    await shows(screen, 'The installer can erase the disks of this machine.');
    expect(await page.evaluate(backgroundOf('The installer can erase'))).toBe('rgb(170, 0, 0)');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await shows(screen, 'PREVIEW: here a machine would start');
    await shows(screen, 'debian-installer/amd64/linux');
    expect(databaseContent(server)).toEqual(before);
    expect(visit.complaints).toEqual([]);
  });

  test('of a machine with a grant it shows the installer that waits for it, and leaves the grant alone', async () => {
    await using visit = await ConsoleVisit.open(server, { viewport, colorScheme: 'dark' });
    await visit.goto('/menu/preview?machine=1');
    await visit.signIn(vera);
    const before = databaseContent(server);
    const screen = await switchOn(visit);
    await shows(screen, 'images/debian12/vmlinuz');
    const simulator = visit.page.getByRole('region', { name: 'What the simulator says' });
    await simulator.getByText('It boots this:').waitFor();
    expect(databaseContent(server)).toEqual(before);
    const { grant } = await server.machine(1);
    expect([grant?.status, grant?.starts]).toEqual(['live', 0]);
    expect(await accessibilityFaults(visit.page)).toEqual([]);
    expect(visit.complaints).toEqual([]);
  });
});

test('the simulator beside it follows the keys, and lets no time pass by itself', async () => {
  await using visit = await ConsoleVisit.open(server, { viewport });
  const { page } = visit;
  await visit.goto('/menu/preview');
  await visit.signIn(vera);
  const simulator = page.getByRole('region', { name: 'What the simulator says' });
  const screen = simulator.getByRole('application');
  await shows(screen, 'Boot the local disk');
  await simulator.getByText('It waits for a key.').waitFor();
  await simulator.getByRole('button', { name: 'Let the time of this screen pass' }).click();
  await simulator.getByText('It boots its own disk.').waitFor();
  await simulator.getByRole('button', { name: 'From the beginning' }).click();
  await simulator.getByText('UEFI').click();
  await screen.focus();
  for (const key of ['ArrowDown', 'Enter', 'Enter', 'Enter', 'ArrowDown', 'Enter'])
    await page.keyboard.press(key);
  await simulator.getByText('It boots this:').waitFor();
  await simulator
    .getByText(/debian-installer\/amd64\/linux .*BOOTIF=/)
    .first()
    .waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate("document.activeElement.getAttribute('role')")).not.toBe('application');
  expect(visit.complaints).toEqual([]);
});

test('only the worker of the emulator may compile WebAssembly', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/menu/preview');
  await visit.signIn(vera);
  const compile = `WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => 'compiled', () => 'refused')`;
  expect(await page.evaluate(compile)).toBe('refused');
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFailed, test } from 'vitest';
import { installedFirmware } from '../../src/installed-firmware.ts';
import type { NetberthServer } from '../../src/netberth-server.ts';
import { Stage } from '../../src/stage.ts';
import { wipeImage } from '../../src/test-image/kiwispray-image.ts';
import { addAccount } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';

const bootMs = 240_000;
const installed = await installedFirmware();
const without =
  installed.kind === 'installed' ? '' : ` (skipped: its ISO and the preview, because ${installed.why})`;
/** A volume descriptor of ISO 9660 (ECMA-119) in sector 16. */
const isoMark = { at: 16 * 2048 + 1, text: 'CD001' };

/** Downloads the ISO of the machine whose page is open, and boots the menu in the browser. */
async function downloadAndPreview(page: Page, server: NetberthServer, folder: string): Promise<void> {
  await page.getByRole('button', { name: 'Make a medium…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('URL of this server for machines').fill(`http://10.0.2.2:${server.bootPort}`);
  await dialog.getByRole('button', { name: 'Make the medium' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('link', { name: 'Download it' }).click(),
  ]);
  const image = join(folder, 'machine-1.iso');
  await download.saveAs(image);
  const mark = readFileSync(image).subarray(isoMark.at, isoMark.at + isoMark.text.length);
  expect(mark.toString()).toBe(isoMark.text);
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await page.getByRole('link', { name: 'Preview' }).click();
  await page.getByText('At the menu').click();
  await page.getByRole('button', { name: 'Switch on' }).click();
  const screen = page.getByRole('application', { name: 'Screen and keyboard of the emulated PC' });
  await screen.getByText('what does this machine boot?').waitFor({ timeout: bootMs });
}

test(
  `a person grants a machine an image, watches it boot in the table, downloads its ISO, sees the menu in the preview, and finds all that in the audit log${without}`,
  { timeout: 420_000 },
  async () => {
    await using stage = await Stage.open('console-live-install');
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server } = stage;
    if (installed.kind === 'installed') await server.json('firmware', 'install', '--from', installed.folder);
    await server.json('profile', 'import', await wipeImage(stage.imageFolder));
    const ada = await addAccount(server, 'ada', 'administrator');
    await using visit = await ConsoleVisit.open(server);
    const { page } = visit;
    await visit.goto('/machines');
    await visit.signIn(ada);
    await page.getByText('No machine is known yet.').waitFor();

    const machine = stage.machine('bios');
    machine.switchOn();
    const row = page.getByRole('row').filter({ hasText: 'SN-1' });
    await row.waitFor({ timeout: bootMs });
    await row.getByRole('checkbox', { name: 'Select machine 1' }).check();
    await page.getByRole('button', { name: 'Grant…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Profiles, in order' }).click();
    await page.getByRole('option', { name: 'wipe' }).click();
    await page.keyboard.press('Tab');
    await dialog.getByRole('button', { name: 'Overwrite the disks of 1 machine' }).click();
    await dialog.getByText('Done for 1 machine.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();

    // It would ask again within a minute by itself. Nobody touches the page meanwhile.
    await machine.powerCycle();
    await row.getByText('finished').waitFor({ timeout: bootMs });
    await row.getByRole('link', { name: 'machine 1' }).click();
    const history = page.getByRole('region', { name: 'History' });
    await history.getByText(/^fetched pxeboot\.kernel: /).waitFor();
    await history.getByText('finished', { exact: false }).first().waitFor();
    const [wiping] = (await server.machine(1)).boots.filter(({ profile }) => profile === 'wipe');
    expect(wiping?.callbacks.map(({ kind }) => kind)).toContain('finish');

    if (installed.kind === 'installed') await downloadAndPreview(page, server, stage.folder);

    await page.getByRole('navigation').getByRole('link', { name: 'Audit log' }).click();
    if (installed.kind === 'installed') await page.getByRole('cell', { name: 'media.issue' }).waitFor();
    await page.getByRole('textbox', { name: 'On', exact: true }).fill('machine:1');
    await page.getByRole('textbox', { name: 'What', exact: true }).fill('machine.grant');
    const record = page.getByRole('row').filter({ hasText: 'machine.grant' });
    expect((await record.getByRole('cell').allInnerTexts()).slice(1, 5)).toEqual([
      'ada',
      '127.0.0.1',
      'machine.grant',
      'machine:1',
    ]);
    expect(visit.complaints).toEqual([]);
  },
);

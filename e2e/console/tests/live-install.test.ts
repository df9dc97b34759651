import { expect, onTestFailed, test } from 'vitest';
import { Stage } from '../../src/stage.ts';
import { wipeImage } from '../../src/test-image/kiwispray-image.ts';
import { addAccount } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';

const bootMs = 120_000;

test(
  'a person grants a machine an image, watches it boot in the table, and finds the grant in the audit log',
  { timeout: 300_000 },
  async () => {
    await using stage = await Stage.open('console-live-install');
    onTestFailed(() => console.error(`logs: ${stage.folder}`));
    const { server } = stage;
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

    await page.getByRole('navigation').getByRole('link', { name: 'Audit log' }).click();
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

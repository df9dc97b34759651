import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { addAccount } from '../src/add-account.ts';
import type { Account } from '../src/add-account.ts';
import { accessibilityFaults } from '../src/accessibility-faults.ts';
import { ConsoleVisit } from '../src/console-visit.ts';
import { writeInstallImage } from '../src/install-image.ts';

const folder = emptyWorkFolder('console-power');
let server: NetberthServer;
let olga: Account;

beforeAll(async () => {
  const hook = join(folder, 'hook');
  writeFileSync(hook, `#!/bin/sh\necho "$*" >>${folder}/told\n[ $1 != status ] || echo on\n`);
  chmodSync(hook, 0o755);
  server = await NetberthServer.start({ folder, flags: ['--power-hooks', `plug=${hook}`] });
  olga = await addAccount(server, 'olga', 'operator');
});
afterAll(() => server.stop());

/** How often the hook was told to do this. */
function timesTold(action: string): number {
  return readFileSync(join(folder, 'told'), 'utf8')
    .split('\n')
    .filter((line) => line === action).length;
}

test('a person switches a machine off and on again, and sees what came of it', async () => {
  const id = await server.addMachine('52:54:00:00:00:71', '--hostname', 'web1');
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto(`/machines/${id}`);
  await visit.signIn(olga);
  const power = page.getByRole('region', { name: 'Power' });
  await power
    .getByText(`Nothing is known that could switch it. netberth power set ${id} says what does.`)
    .waitFor();
  await server.json('power', 'set', String(id), '--driver', 'hook', '--hook', 'plug');
  await power.getByText('Last seen on, by plug.').waitFor();
  await power.getByRole('button', { name: 'Off and on…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Switch web1 off and on' });
  await dialog.getByLabel('It boots then').selectOption('from the network');
  await dialog.getByLabel('Reason, for the audit log').fill('it hangs');
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Switch web1 off and on' }).click();
  await power.getByText('Off and on: done, off and on again').waitFor();
  expect(visit.complaints).toEqual([]);
});

test('a person switches many machines off and on, after the server has said which, and grants with a restart', async () => {
  const image = writeInstallImage(folder);
  await server.json('profile', 'import', image, '--name', 'installer');
  for (const digit of [2, 3]) {
    const id = await server.addMachine(`52:54:00:00:00:7${digit}`, '--hostname', `rack${digit}`);
    if (digit === 2)
      await server.json(
        'power',
        'set',
        String(id),
        '--driver',
        'hook',
        '--hook',
        'plug',
        '--address',
        'rack2',
      );
  }
  const cycles = timesTold('cycle');
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines?search=rack');
  await visit.signIn(olga);
  for (const name of ['rack2', 'rack3']) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await page.getByRole('button', { name: 'Power…' }).click();
  const power = page.getByRole('dialog', { name: 'The power of 2 machines' });
  await power.getByLabel('What is done').selectOption('Switch off and on');
  await power.getByLabel('Machines at a time').fill('1');
  await power.getByLabel('Pause between').fill('1s');
  expect(await accessibilityFaults(page)).toEqual([]);
  await power.getByRole('button', { name: 'See what would happen' }).click();
  await power.getByText('rack3: nothing is known').waitFor();
  await power.getByRole('button', { name: 'Switch off and on: 1 machine' }).click();
  await power.getByRole('status').waitFor();
  await power.getByText('Close').click();
  await expect.poll(() => timesTold('cycle')).toBe(cycles + 1);

  await page.getByRole('checkbox', { name: 'Select rack3' }).uncheck();
  await page.getByRole('button', { name: 'Grant…' }).click();
  const grant = page.getByRole('dialog', { name: 'Grant an install to 1 machine' });
  await grant.getByRole('combobox', { name: 'Profiles, in order' }).click();
  await page.getByRole('option', { name: 'installer' }).click();
  await page.keyboard.press('Tab');
  await grant.getByLabel('And restart').selectOption('switch off and on');
  await grant.getByLabel('It boots then').selectOption('its disk');
  expect(await accessibilityFaults(page)).toEqual([]);
  await grant.getByRole('button', { name: 'Overwrite the disks of 1 machine' }).click();
  await grant.getByText('Done for 1 machine.').waitFor();
  await expect.poll(() => timesTold('cycle')).toBe(cycles + 2);
  expect(visit.complaints).toEqual([]);
});

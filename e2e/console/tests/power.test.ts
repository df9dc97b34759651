import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { addAccount } from '../src/add-account.ts';
import type { Account } from '../src/add-account.ts';
import { accessibilityFaults } from '../src/accessibility-faults.ts';
import { ConsoleVisit } from '../src/console-visit.ts';

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
  const dialog = page.getByRole('dialog', { name: 'web1' });
  await dialog.getByLabel('It boots then').selectOption('from the network');
  await dialog.getByLabel('Reason, for the audit log').fill('it hangs');
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Switch web1 off and on' }).click();
  await power.getByText('Off and on: done, off and on again').waitFor();
  expect(visit.complaints).toEqual([]);
});

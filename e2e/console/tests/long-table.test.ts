import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { addAccount } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';

const folder = emptyWorkFolder('console-long-table');
const count = 20_000;
let server: NetberthServer;

beforeAll(async () => {
  server = await NetberthServer.start({ folder });
  const machines = Array.from({ length: count }, (_, index) => {
    const serial = `S${index + 1}`;
    const hostname = `node${String(count - index).padStart(5, '0')}`;
    return { id: index + 1, state: 'new', macs: [], uuid: null, serial, hostname };
  });
  const file = join(folder, 'machines.json');
  writeFileSync(file, JSON.stringify(machines));
  await server.json('machine', 'import', file);
});
afterAll(() => server.stop());

test('twenty thousand machines are scrolled and sorted, and only those in sight are in the page', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines');
  await visit.signIn(await addAccount(server, 'ada', 'viewer'));
  await page.getByText('20,000 machines').waitFor();
  await page.getByText('node20000').waitFor();
  const table = page.getByRole('table', { name: 'Machines' });
  expect(await table.getAttribute('aria-rowcount')).toBe('20001');
  await table.focus();
  await page.keyboard.press('End');
  await page.getByText('node00001').waitFor();
  expect(await page.getByRole('row').count()).toBeLessThan(60);
  await page.getByRole('button', { name: 'Sort by Name' }).click();
  await page.getByText('node00003').waitFor();
  expect(new URL(page.url()).search).toBe('?sort=hostname');
  await page.reload();
  await page.getByText('node00003').waitFor();
  expect(visit.complaints).toEqual([]);
});

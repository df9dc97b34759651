import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { addAccount } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';

const folder = emptyWorkFolder('console-long-table');
const count = 100_000;
let server: NetberthServer;

beforeAll(async () => {
  server = await NetberthServer.start({ folder });
  const machines = Array.from({ length: count }, (_, index) => {
    const serial = `S${index + 1}`;
    const hostname = `node${String(count - index).padStart(6, '0')}`;
    return { id: index + 1, state: 'new', macs: [], uuid: null, serial, hostname };
  });
  const file = join(folder, 'machines.json');
  writeFileSync(file, JSON.stringify(machines));
  await server.json('machine', 'import', file);
});
afterAll(() => server.stop());

test('a hundred thousand machines are scrolled and sorted, and only those in sight are in the page', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines');
  await visit.signIn(await addAccount(server, 'ada', 'operator'));
  await page.getByText('100,000 machines', { exact: true }).waitFor();
  await page.getByText('node100000').waitFor();
  const table = page.getByRole('table', { name: 'Machines' });
  expect(await table.getAttribute('aria-rowcount')).toBe('100001');
  await table.focus();
  await page.keyboard.press('End');
  await page.getByText('node000001').waitFor();
  expect(await page.getByRole('row').count()).toBeLessThan(60);
  await page.getByRole('button', { name: 'Sort by Name' }).click();
  await page.getByText('node000003').waitFor();
  expect(new URL(page.url()).search).toBe('?sort=hostname');
  await table.focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'x', 'ArrowDown', 'ArrowUp']) await page.keyboard.press(key);
  await page.getByText('1 machine selected').waitFor();
  expect(await page.evaluate('document.activeElement.textContent')).toBe('node000002');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  await page.reload();
  await page.getByText('node000003').waitFor();
  expect(visit.complaints).toEqual([]);
});

test('ten thousand machines of a filter are held in one go', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/machines');
  await visit.signIn(await addAccount(server, 'otto', 'operator'));
  await page.getByText('At most 20,000 can be changed at once', { exact: false }).waitFor();
  await page.getByRole('textbox', { name: 'Search' }).fill('node01');
  await page.getByText('More than 2,000 machines', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Select every machine of this filter' }).click();
  await page.getByText('10,000 machines selected').waitFor();
  await page.getByRole('button', { name: 'Hold…' }).click();
  await page.getByText('and 9,995 more will get nothing but the own disk', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Hold 10,000 machines' }).click();
  await page.getByText('Done for 10,000 machines.').waitFor();
  expect((await server.machine('node019999')).state).toBe('held');
  expect((await server.machine('node020000')).state).toBe('new');
  expect(visit.complaints).toEqual([]);
});

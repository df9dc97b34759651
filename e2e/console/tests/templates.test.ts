import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { profileTexts } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { accessibilityFaults } from '../src/accessibility-faults.ts';
import { addAccount } from '../src/add-account.ts';
import { ConsoleVisit } from '../src/console-visit.ts';

const folder = emptyWorkFolder('console-templates');
let server: NetberthServer;

beforeAll(async () => {
  server = await NetberthServer.start({ folder });
  await server.addMachine('52:54:00:00:00:01', '--hostname', 'web1');
  const preseed = join(folder, 'web.cfg');
  writeFileSync(preseed, '# for {{ machine.hostname }}\n');
  await server.json('profile', 'create', 'web', '--product', 'debian', '--input', `preseed=@${preseed}`);
});
afterAll(() => server.stop());

const textOf = async () =>
  profileTexts.output.parse(await server.json('profile', 'texts', 'web')).templates[0]?.text;

test('an editor writes a template, sees what a machine would get as it is typed, and saves it', async () => {
  await using visit = await ConsoleVisit.open(server, { colorScheme: 'dark' });
  const { page } = visit;
  await visit.goto('/profiles/web');
  await visit.signIn(await addAccount(server, 'eve', 'editor'));
  await page.getByRole('link', { name: 'Templates' }).click();
  const editor = page.getByRole('textbox', { name: 'Template preseed.cfg' });
  await page.getByLabel('Machine', { exact: true }).fill('web1');
  await page.getByText('# for web1').waitFor();
  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('# {{ machine.hostn');
  await page.getByRole('option', { name: 'machine.hostname' }).click();
  await page.keyboard.type(' }} twice');
  await page.getByText('# web1 twice').waitFor();
  const wrong = ' {{ machine.metadata.role }}';
  await page.keyboard.type(wrong);
  await page.getByText('undefined variable: machine.metadata.role, line:2').first().waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  for (let back = 0; back < wrong.length; back += 1) await page.keyboard.press('Backspace');
  await page.getByText('# web1 twice').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Not saved yet.').waitFor({ state: 'detached' });
  expect(await textOf()).toBe('# for {{ machine.hostname }}\n# {{ machine.hostname }} twice');
  expect(visit.complaints).toEqual([]);
});

test('the second of two editors is told, and loses nothing', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/profiles/web/templates');
  await visit.signIn(await addAccount(server, 'ted', 'editor'));
  const editor = page.getByRole('textbox', { name: 'Template preseed.cfg' });
  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('# by ted');
  await server.json('profile', 'edit', 'web', 'preseed.cfg', '--text', '# by eve');
  await page.getByRole('button', { name: 'Save' }).click();
  const conflict = page.getByRole('alert').filter({ hasText: 'Somebody else has changed it meanwhile' });
  await conflict.getByText('# by eve').waitFor();
  expect(await editor.innerText()).toContain('# by ted');
  expect(await textOf()).toBe('# by eve');
  expect(await accessibilityFaults(page)).toEqual([]);
  await conflict.getByRole('button', { name: 'Save mine over theirs' }).click();
  await conflict.waitFor({ state: 'detached' });
  expect(await textOf()).toContain('# by ted');
  expect(visit.complaints).toEqual([]);
});

test('who may not change profiles reads the template', async () => {
  await using visit = await ConsoleVisit.open(server);
  const { page } = visit;
  await visit.goto('/profiles/web/templates');
  await visit.signIn(await addAccount(server, 'vera', 'viewer'));
  await page.getByRole('textbox', { name: 'Template preseed.cfg' }).waitFor();
  expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
});

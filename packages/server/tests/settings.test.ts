import { settingsList, settingsSet, settingsUnset } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser } from './harness/browser.ts';
import { questionOf, refusalIn, TestApp } from './harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'menu-timeout': '20' });
});
afterAll(() => app.stop());

const settingNamed = async (wanted: string) =>
  (await app.run(settingsList, {})).settings.find(({ name }) => name === wanted);
const decisionForNew = async () => (await app.boot({ net0: app.newMac() })).script;

test('what is set counts at the next boot, is kept over a restart, and can be taken back', async () => {
  expect(await decisionForNew()).toContain('NB1003');
  await app.run(settingsSet, { name: 'newMachines', value: 'disk', reason: 'ticket 8' });
  expect(await decisionForNew()).toContain('NB1002');
  await app.restart();
  expect(await decisionForNew()).toContain('NB1002');
  expect(await settingNamed('newMachines')).toMatchObject({
    value: 'disk',
    source: 'netberth settings set',
    adjustable: true,
    changedBy: 'ada (claimed)',
    changedAt: '2026-01-01T00:00:00.000Z',
  });
  await app.run(settingsUnset, { name: 'newMachines' });
  expect(await decisionForNew()).toContain('NB1003');
  expect(await settingNamed('newMachines')).toMatchObject({ value: 'wait', source: 'default' });
});

test('what the menu offers follows', async () => {
  const isOffered = async () => (await app.ask('/menu/products/debian.ipxe')).text.includes('Debian');
  expect(await isOffered()).toBe(true);
  await app.run(settingsSet, { name: 'menu.hidden', value: 'debian' });
  await expect.poll(isOffered).toBe(false);
  await app.run(settingsUnset, { name: 'menu.hidden' });
});

test('what a flag says, what is read at the start, and what is wrong cannot be set', async () => {
  expect(await app.refusal(settingsSet, { name: 'menu.timeout', value: '5' })).toMatch(
    /^NB3114 menu\.timeout cannot be set while the server runs: --menu-timeout says it/,
  );
  expect(await app.refusal(settingsSet, { name: 'grants.secondPersonAbove', value: 'never' })).toMatch(
    /^NB3114 /,
  );
  expect(await app.refusal(settingsSet, { name: 'nothing', value: '5' })).toMatch(/^NB3112 /);
  expect(await app.refusal(settingsSet, { name: 'newMachines', value: 'install' })).toBe(
    'NB3113 newMachines: "install" (settings set) is not known; wanted: wait, disk, discover or menu. See netberth settings list, and docs/settings.md.',
  );
  expect(await app.refusal(settingsUnset, { name: 'newMachinesPerMinute' })).toMatch(/^NB3114 /);
  expect(await app.refusal(settingsUnset, { name: 'sessionIdle' })).toMatch(/^NB3115 /);
});

test('secrets are not shown', async () => {
  expect(await settingNamed('directory.bindPassword')).toMatchObject({ value: '', source: 'default' });
  const other = await TestApp.start({ 'directory-bind-password': 'geheim' });
  const { settings } = await other.run(settingsList, {});
  expect(JSON.stringify(settings)).not.toContain('geheim');
  expect(settings.find(({ name }) => name === 'directory.bindPassword')).toMatchObject({
    value: '[secret]',
    source: '--directory-bind-password',
  });
  await other.stop();
});

test('sessions end after the time that is set, also those that have begun', async () => {
  const browser = new Browser((question) => app.askAdmin(question));
  await browser.signIn('admin', app.administratorPassword);
  app.nowMs += 20 * 60_000;
  expect((await browser.ask('/api/v1/session')).status).toBe(200);
  await app.run(settingsSet, { name: 'sessionIdle', value: '10m' });
  app.nowMs += 15 * 60_000;
  expect((await browser.ask('/api/v1/session')).status).toBe(401);
});

test('of two who set the same, the second is told', async () => {
  const { revision } = (await settingNamed('newMachines')) ?? { revision: '' };
  const set = async (value: string) => {
    const question = questionOf(settingsSet, { name: 'newMachines', value });
    return await app.askSocket({
      ...question,
      headers: { ...question.headers, 'if-match': `"${revision}"` },
    });
  };
  expect((await set('menu')).status).toBe(200);
  const second = await set('disk');
  expect(second.status).toBe(412);
  expect(refusalIn(second)).toMatch(/^NB3110 /);
  expect(await settingNamed('newMachines')).toMatchObject({ value: 'menu' });
});

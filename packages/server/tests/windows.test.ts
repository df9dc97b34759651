import { machineGrant, profileCreate, profileReveal, profileShow, profileTemplateList } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestApp } from './harness/start-app.ts';

const set = {
  edition: 'Windows Server 2025 SERVERSTANDARD',
  share: String.raw`\\files.example\windows`,
  'share-user': 'install',
  'share-password': 'of the share',
  password: 'correct horse',
};

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk', 'boot-url': 'http://192.0.2.1:8080' });
  await app.run(profileCreate, {
    ...{ name: 'win', product: 'windows', answers: 'default', set },
    input: { media: 'http://files.example/windows' },
  });
});
afterAll(() => app.stop());

test('Windows gets its answers, what reads them, and what starts that, beside its own files', async () => {
  const machine = await app.addMachine({ hostname: 'win1' });
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['win'] });
  const { script, bootId } = await app.boot({ ...machine.presented, platform: 'efi', buildarch: 'x86_64' });
  const at = `http://192.0.2.1:8080/config/${machine.id}/${bootId}`;
  expect(script.split('\n').filter((line) => line.includes('/config/'))).toEqual([
    `initrd --name unattend.xml ${at}/autounattend.xml unattend.xml || goto failed`,
    `initrd --name winpeshl.ini ${at}/winpeshl.ini winpeshl.ini || goto failed`,
    `initrd --name install.bat ${at}/install.bat install.bat || goto failed`,
  ]);
  const answers = await app.ask(`/config/${machine.id}/${bootId}/autounattend.xml`);
  expect(answers.text).toContain('<Value>correct horse</Value>');
  const batch = await app.ask(`/config/${machine.id}/${bootId}/install.bat`);
  expect(batch.text).toContain(
    String.raw`net use S: "\\files.example\windows" "of the share" /user:"install"`,
  );
  expect(await app.stateOf(machine)).toBe('installing');
  expect((await app.call('/finish', machine, bootId)).text).toBe(`machine ${machine.id}: win finished\n`);
});

test('what Windows can only be told in clear is shown to nobody who may not change profiles', async () => {
  const { id } = await app.addMachine();
  const shown = await app.run(profileShow, { profile: 'win', machine: String(id) });
  expect(JSON.stringify(shown)).not.toMatch(/correct horse|of the share/);
  const revealed = await app.run(profileReveal, { profile: 'win', machine: String(id) });
  expect(JSON.stringify(revealed)).toContain('correct horse');
});

test('a person is told what the settings are for Windows, and that its password is kept', async () => {
  const { templates } = await app.run(profileTemplateList, {});
  const settings = templates.find(({ kind }) => kind === 'unattend')?.settings ?? [];
  const shown = (wanted: string) => settings.find(({ name }) => name === wanted);
  expect(shown('password')?.title).toBe(
    'the password of the account and of Administrator; kept as it is, because Windows takes no hash',
  );
  expect(shown('disk')?.example).toBe('0');
  expect([shown('timezone')?.preset, shown('timezone')?.example]).toEqual(['UTC', 'W. Europe Standard Time']);
});

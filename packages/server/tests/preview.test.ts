import { machineExport, machineGrant, machineSet, menuPreview, tokenCreate, auditList } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installer } from './harness/images.ts';
import { siteWithExample } from './harness/site-with-example.ts';
import { TestApp } from './harness/start-app.ts';
import type { Known } from './harness/start-app.ts';

const marks = /^echo PREVIEW: nothing is recorded\n|PREVIEW: (?=.*$)/gm;
const withoutMarks = (script: string | null) => script?.replaceAll(marks, '');
const parts = '/api/v1/menu/preview';

let app: TestApp;
let web: Known;
beforeAll(async () => {
  app = await TestApp.start({ data: siteWithExample(), 'new-machines': 'menu', 'menu-pinned': 'example' });
  await app.import('image1', installer);
  web = await app.addMachine({ hostname: 'web', labels: { site: 'berlin' } });
});
afterAll(() => app.stop());

const preview = (address: string, machine?: string) =>
  app.run(menuPreview, { address, ...(machine !== undefined && { machine }) });

/** Everything that an administrator can see of what has happened. */
async function everything() {
  const { records } = await app.run(auditList, {});
  return [await app.run(machineExport, {}), await app.show(web), await app.events(), records.length];
}

describe('a preview', () => {
  test.each([
    '/',
    '/bootstrap.ipxe',
    '/menu.ipxe?firmware=bios&arch=x86_64',
    '/menu.ipxe',
    '/menu/products/example.ipxe?firmware=efi&arch=arm64',
    '/menu/sections/nothing.ipxe',
    '/menu/p/nothing?net0=52-54-00-00-00-09',
  ])('of %s is what a machine gets there, with marks', async (path) => {
    const { text } = await app.ask(path);
    const { script, decision } = await preview(path);
    expect(withoutMarks(script)?.replaceAll('http://SERVER', app.bootUrl)).toBe(text);
    expect(script).toContain('PREVIEW');
    expect(decision).toBeNull();
  });

  test('of what a person picks shows the question, and the menu its title, marked', async () => {
    const path = '/menu/p/example?release=two&firmware=bios&arch=x86_64';
    const { script, decision, reasonCode } = await preview(`${path}&net0=52-54-00-00-00-0a`);
    expect([decision, reasonCode]).toEqual(['choice', 'NB1011']);
    expect(script).toContain('\nmenu PREVIEW: Example: 2 (two)\n');
    expect((await preview('/menu.ipxe?firmware=efi&arch=arm64')).script).toContain(
      '\nmenu PREVIEW: Netberth: what does this machine boot? [${nb-firmware}, ${nb-arch}]\n',
    );
  });

  test('of a machine is what it would get, whatever else the address says', async () => {
    const { id } = await app.addMachine({ hostname: 'db' });
    await app.run(machineSet, { machine: 'db', resting: 'menu' });
    const asked = await preview(`/bootstrap?net0=${web.mac}&platform=efi`, 'db');
    expect(asked).toMatchObject({
      decision: 'menu',
      reason: 'nothing is granted, it gets the menu as its resting choice',
    });
    expect(asked.script).toContain(`menu PREVIEW: Netberth: db (machine ${id})`);
  });

  test('leaves everything as it is, also where it comes to a granted installer', async () => {
    await app.boot({ ...web.presented, platform: 'pcbios' });
    await app.run(machineGrant, { machine: 'web', profiles: ['image1'] });
    const before = await everything();
    const granted = await preview('/bootstrap', 'web');
    expect(granted).toMatchObject({ decision: 'profile', reason: 'grant 1 serves image1, step 1 of 1' });
    expect(granted.script).toContain('b/[boot-number]/images/image1/vmlinuz');
    expect(granted.script).toContain('bootid=[boot-id]');
    expect((await preview('/bootstrap?net0=52-54-00-00-00-99&serial=NEW')).decision).toBe('menu');
    expect((await preview('/menu/p/example?net0=52-54-00-00-00-99')).decision).toBe('choice');
    expect((await preview('/bootstrap?pick=image1&net0=52-54-00-00-00-99')).decision).toBe('menu');
    expect(await everything()).toEqual(before);
    expect((await app.boot(web.presented)).bootId).toMatch(/^[0-9a-f]{32}$/);
  });

  test.each(['/images/image1/vmlinuz', '/finish?id=1&bootid=x', '/media/token/boot.iso', '/%E0%A4%A'])(
    'of %s, which is no script, is nothing',
    async (path) => {
      expect(await preview(path)).toEqual({ script: null, decision: null, reasonCode: null, reason: null });
    },
  );
});

describe('what the emulator is made of', () => {
  test('is for whoever may see machines', async () => {
    const { token } = await app.run(tokenCreate, { name: 'other', permissions: ['profile:read'] });
    const headers = { authorization: `Bearer ${token}` };
    for (const part of ['medium.iso', 'bios.bin', 'vgabios-stdvga.bin']) {
      expect((await app.askAdmin(`${parts}/${part}`)).status).toBe(401);
      expect((await app.askAdmin({ path: `${parts}/${part}`, headers })).status).toBe(403);
    }
  });

  test('is refused with the way out where no firmware is installed', async () => {
    const { token } = await app.run(tokenCreate, { name: 'reader', permissions: ['machine:read'] });
    const headers = { authorization: `Bearer ${token}` };
    const { status, text } = await app.askAdmin({ path: `${parts}/medium.iso`, headers });
    expect([status, JSON.parse(text)]).toMatchObject([409, { code: 'NB3081' }]);
    expect(text).toContain('netberth firmware install');
  });
});

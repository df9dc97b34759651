import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installer } from './harness/images.ts';
import { hashPassword } from '../src/index.ts';
import { siteWithExample } from './harness/site-with-example.ts';
import { TestApp } from './harness/start-app.ts';

const path = '/menu/p/debian?release=trixie&firmware=bios&arch=x86_64&net0=52-54-01-fd-00-01';
const asked = `${path}&login=1`;

let app: TestApp;
beforeAll(async () => {
  const data = siteWithExample();
  writeFileSync(join(data, 'menu', 'tool.ipxe'), '#!ipxe\n# confirm: false\necho the tool\n');
  app = await TestApp.start({
    data,
    'new-machines': 'disk',
    'menu-default': 'inside',
    'menu-protected': 'debian,rescue,tool,profile:inside',
    'menu-passwords': `ada:${await hashPassword('s3:c/ret@x')}`,
  });
});
afterAll(() => app.stop());

const withPassword = (password: string, name = 'ada') => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
});

test('what is protected asks for a name and a password, and comes back with them in no path and no query', async () => {
  const { status, text } = await app.ask(path);
  expect(status).toBe(200);
  expect(text).toBe(`#!ipxe
clear username ||
clear password ||
echo Debian asks for a name and a password.
login || goto back
chain --autofree --replace http://\${username:uristring}:\${password:uristring}@127.0.0.1:${app.bootPort}${asked} || goto wrong
:wrong
clear password ||
prompt --timeout 60000 Wrong name or password; press a key to go back ||
:back
isset \${nb-timeout} && exit 0 ||
chain --autofree --replace /menu.ipxe || exit 1
`);
});

test('iPXE is asked for them, and gets what was chosen', async () => {
  const first = await app.ask(asked);
  expect([first.status, first.text]).toEqual([401, '']);
  const { status, text } = await app.ask({ path: asked, headers: withPassword('s3:c/ret@x') });
  expect(status).toBe(200);
  expect(text).toContain('choose --default no nb-sure');
});

test('the menu says what asks for a password', async () => {
  const section = async (id: string) =>
    (await app.ask(`/menu/sections/${id}.ipxe?firmware=bios&arch=x86_64`)).text;
  expect(await section('rescue')).toMatch(/^item gparted GParted Live \[.*asks for a password.*\]$/m);
  expect(await section('linux')).toMatch(/^item debian Debian \[1 GiB RAM, asks for a password\]$/m);
});

test('a script of the site asks at its own address too, and takes what was typed a moment ago', async () => {
  const { text } = await app.ask('/menu/own/tool.ipxe');
  const again = `chain --autofree --replace http://\${username:uristring}:\${password:uristring}@127.0.0.1:${app.bootPort}/menu/own/tool.ipxe?login=1`;
  expect(text.split('\n').slice(1, 6)).toEqual([
    `isset \${password} && ${again} ||`,
    'clear username ||',
    'clear password ||',
    'echo tool asks for a name and a password.',
    'login || goto back',
  ]);
  expect((await app.ask('/menu/own/tool.ipxe?login=1')).status).toBe(401);
  const headers = withPassword('s3:c/ret@x');
  expect((await app.ask({ path: '/menu/own/tool.ipxe?login=1', headers })).text).toContain('echo the tool\n');
});

test('a profile of the first page asks, and is no longer what happens without a key', async () => {
  await app.import('inside', installer, { nonDestructive: true });
  const menu = (await app.ask('/menu.ipxe')).text;
  expect(menu).toContain('\nitem profile-inside inside [asks for a password]\n');
  expect(menu).toContain('\nchoose --default local ');
  const mac = app.newMac();
  const pick = `/bootstrap?pick=inside&net0=${mac.replaceAll(':', '-')}`;
  expect((await app.ask(pick)).text).toContain('\necho inside asks for a name and a password.\n');
  expect((await app.ask(`${pick}&login=1`)).status).toBe(401);
  const { text } = await app.ask({ path: `${pick}&login=1`, headers: withPassword('s3:c/ret@x') });
  expect(text).toContain('a person picked inside in the menu');
  // Nothing was recorded of the machine before somebody was admitted.
  expect((await app.history(mac)).boots.map(({ decision }) => decision)).toEqual(['profile']);
});

test('what is not protected asks for nothing', async () => {
  expect((await app.ask('/menu/p/example?release=two&firmware=efi&arch=arm64')).text).not.toContain('login');
});

test('a wrong password, and one of somebody unknown, get nothing; after ten nothing is looked at any more', async () => {
  expect((await app.ask({ path: asked, headers: withPassword('wrong', 'bob') })).status).toBe(401);
  for (let times = 0; times < 10; times += 1)
    expect((await app.ask({ path: asked, headers: withPassword('wrong') })).status).toBe(401);
  const { status, text } = await app.ask({ path: asked, headers: withPassword('s3:c/ret@x') });
  expect([status, text.split('\n')[1]]).toEqual([
    200,
    'echo Netberth NB1117: too many wrong passwords came from here; the next counts in 15 minutes',
  ]);
});

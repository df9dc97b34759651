import { machineGrant, profileCreate } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteWithExample } from './harness/site-with-example.ts';
import { TestApp } from './harness/start-app.ts';

const media = 'http://files.example/esxi8';
const bootcfg = `bootstate=0
title=Loading ESXi installer
timeout=5
prefix=
kernel=/b.b00
kernelopt=runweasel cdromBoot
modules=/jumpstrt.gz --- /useropts.gz
build=8.0.2-0.0.22380479
`;
const kickstart =
  'vmaccepteula\ninstall --firstdisk\nnetwork --bootproto=static --ip={{ machine.network.address }}\n';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({
    data: siteWithExample(),
    'new-machines': 'disk',
    'trusted-proxies': '127.0.0.1',
  });
});
afterAll(() => app.stop());

test.each([
  ['pcbios', 'i386', 'mboot.c32'],
  ['efi', 'x86_64', 'efi/boot/bootx64.efi'],
])(
  'on %s, a machine gets the boot.cfg of the medium with its own network',
  async (platform, buildarch, loader) => {
    const name = `esxi-${platform}`;
    await app.run(profileCreate, { name, product: 'esxi', input: { media, bootcfg, kickstart } });
    const address = platform === 'efi' ? '192.0.2.20' : '192.0.2.21';
    const { id, mac } = await app.addMachine({
      address: `${address}/24`,
      ...{ gateway: '192.0.2.1', dns: '192.0.2.3', vlan: '7' },
    });
    await app.run(machineGrant, { machine: String(id), profiles: [name] });
    const headers = { 'x-forwarded-for': address };
    const { text } = await app.ask({
      path: `/bootstrap?net0=${mac.replaceAll(':', '-')}&platform=${platform}&buildarch=${buildarch}`,
      headers,
    });
    const [, path = ''] =
      new RegExp(`^kernel ${media}/${loader} -c http://[^/]+(\\S+) `, 'm').exec(text) ?? [];
    const folder = path.replace(/boot\.cfg$/, '');
    expect((await app.ask({ path, headers })).text).toBe(`bootstate=0
title=Loading ESXi installer
timeout=5
prefix=${media}
kernel=b.b00
kernelopt=runweasel ks=${app.bootUrl}${folder}ks.cfg ip=${address} netmask=255.255.255.0 gateway=192.0.2.1 nameserver=192.0.2.3 vlanid=7
modules=jumpstrt.gz --- useropts.gz
build=8.0.2-0.0.22380479
`);
    expect((await app.ask({ path: `${folder}ks.cfg`, headers })).text).toContain(`--ip=${address}\n`);
  },
);

test('what is no boot.cfg is refused when the profile is made', async () => {
  const input = { media, bootcfg: '<html>' };
  expect(await app.refusal(profileCreate, { name: 'broken', product: 'esxi', input })).toContain(
    '"bootcfg" is not usable: it has no line "kernel=": wanted is the boot.cfg of an ESXi medium',
  );
});

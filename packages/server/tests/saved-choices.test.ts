import {
  machineExplain,
  machineGrant,
  machineSet,
  profileCheck,
  profileCreate,
  profileRemove,
  profileShow,
} from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atConsole, kernelOf } from './harness/at-console.ts';
import { headline } from './harness/read-script.ts';
import { siteWithExample } from './harness/site-with-example.ts';
import { TestApp } from './harness/start-app.ts';
import type { Known } from './harness/start-app.ts';

const netboot =
  'http://ftp.debian.org/debian/dists/trixie/main/installer-amd64/current/images/netboot/debian-installer/amd64';
const preseed = 'd-i netcfg/get_hostname string {{ machine.hostname }}\nd-i x string {{ urls.finish }}\n';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({
    data: siteWithExample(),
    'new-machines': 'disk',
    'trusted-proxies': '127.0.0.1',
  });
  await app.run(profileCreate, {
    name: 'web',
    product: 'debian',
    choice: { release: 'trixie' },
    input: { preseed },
    args: 'console=ttyS{{ machine.metadata.port }}',
  });
});
afterAll(() => app.stop());

async function granted(profile: string, more: Parameters<TestApp['addMachine']>[0] = {}): Promise<Known> {
  const machine = await app.addMachine(more);
  await app.run(machineGrant, { machine: String(machine.id), profiles: [profile] });
  return machine;
}

describe('a choice that was saved as a profile', () => {
  test('boots a machine that was granted it without a question, with its answer file', async () => {
    const args = 'console=ttyS{{ machine.metadata.port }}';
    await app.run(profileCreate, { name: 'two', product: 'example', input: { preseed }, args });
    const { id, presented } = await granted('two', { hostname: 'web1', metadata: { port: 1 } });
    const { script, bootId } = await app.boot({ ...presented, platform: 'efi', buildarch: 'x86_64' });
    expect(script).toBe(`#!ipxe
echo Netberth NB1006: web1 (machine ${id}): grant ${id} serves two, step 1 of 1
echo Netberth To take it back: netberth machine revoke ${id}

:boot-efi-x86_64
set nb-net netcfg/get_hostname=web1 BOOTIF=01-\${netX/mac:hexhyp}
isset \${netX/dhcp-server} && goto network-set ||
set nb-net netcfg/disable_autoconfig=true netcfg/get_ipaddress=\${ip} netcfg/get_netmask=\${netmask} netcfg/get_gateway=\${gateway} netcfg/get_nameservers=\${dns} netcfg/confirm_static=true netcfg/get_hostname=web1 BOOTIF=01-\${netX/mac:hexhyp}
:network-set
imgfree
kernel http://mirror.example/os/two/amd64/linux initrd=initrd0 auto=true preseed/url=${app.bootUrl}/config/${id}/${bootId}/preseed.cfg \${nb-net} console=ttyS1 || goto failed
initrd --name initrd0 http://mirror.example/os/two/amd64/initrd.gz || goto failed
boot || goto failed

:failed
echo Netberth NB1202: a boot file could not be fetched or started
imgfree
isset \${netberth_failures} || set netberth_failures:int32 0
inc netberth_failures
iseq \${netberth_failures} 11 && goto disk ||
echo Netberth: attempt \${netberth_failures} of 10; asking again in 10 seconds
sleep 10
chain --autofree --replace bootstrap.ipxe || goto disk
:disk
exit 1
`);
    const answer = await app.ask(`/config/${id}/${bootId}/preseed.cfg`);
    expect(answer.text).toBe(
      `d-i netcfg/get_hostname string web1\nd-i x string ${app.bootUrl}/finish?id=${id}&bootid=${bootId}\n`,
    );
    expect(await app.stateOf({ id })).toBe('installing');
    expect((await app.call('/finish', { id }, bootId)).text).toBe(`machine ${id}: two finished\n`);
    expect(headline((await app.boot(presented)).script)).toMatch(/^NB1001/);
  });

  test('boots what the menu boots', async () => {
    await app.run(profileCreate, { name: 'plain', product: 'rocky' });
    const mac = app.newMac();
    const picked = await atConsole(app, '/menu/p/rocky', { mac, keys: 'Down Enter' });
    const machine = (await app.history(mac)).id;
    await app.run(machineGrant, { machine: String(machine), profiles: ['plain'] });
    const served = await atConsole(app, '/bootstrap.ipxe', { mac });
    expect(kernelOf(served)).toBe(kernelOf(picked));
    expect(kernelOf(served)).toMatch(/^https:\/\/download\.rockylinux\.org\/.*\/vmlinuz .*inst\.repo=/);
  });

  test('finds out by itself whether a BIOS machine is of 64 bits', async () => {
    const machine = await granted('web', { hostname: 'web2', metadata: { port: 0 } });
    const { mac } = machine;
    const narrow = await atConsole(app, '/bootstrap.ipxe', { mac, is64Bit: false });
    expect(narrow.steps.map(({ printed }) => printed).join('')).toContain(
      'Debian: 13 (trixie), Text is not there for this machine: bios, i386',
    );
    expect(narrow.end.kind).toBe('disk');
    const wide = await atConsole(app, '/bootstrap.ipxe', { mac });
    expect(kernelOf(wide)).toContain(`${netboot}/linux `);
  });

  test('hands on the static address that the server knows', async () => {
    const metadata = { port: 0, gateway: '192.0.2.1', prefix: 24, dns: ['192.0.2.3', '192.0.2.4'], vlan: 7 };
    const { mac, id } = await granted('web', { hostname: 'web3', address: '192.0.2.44', metadata });
    const seen = await atConsole(app, '/bootstrap.ipxe', { mac, from: '192.0.2.44' });
    expect(kernelOf(seen).replace(/[0-9a-f]{32}/, 'ID')).toBe(
      `${netboot}/linux initrd=initrd0 mirror/suite=trixie auto=true priority=critical preseed/url=${app.bootUrl}/config/${id}/ID/preseed.cfg netcfg/disable_autoconfig=true netcfg/get_ipaddress=192.0.2.44 netcfg/get_netmask=255.255.255.0 netcfg/get_gateway=192.0.2.1 netcfg/get_nameservers=192.0.2.3 netcfg/confirm_static=true netcfg/get_hostname=web3 netcfg/vlan_id=7 BOOTIF=01-${mac.replaceAll(':', '-')} console=ttyS0`,
    );
  });

  test('is explained with the script that it would get', async () => {
    const { id, presented } = await granted('web', { hostname: 'web4', metadata: { port: 0 } });
    const explained = await app.run(machineExplain, { machine: String(id), from: '127.0.0.1' });
    const { script, bootId } = await app.boot(presented);
    expect([explained.profile, explained.reasonCode]).toEqual(['web', 'NB1006']);
    expect(explained.script.replaceAll('http://SERVER', app.bootUrl)).toBe(
      script.replaceAll(bootId, '[boot-id]'),
    );
  });

  test('is shown, checked, kept while it is needed, and removed', async () => {
    const spec = {
      method: 'choice',
      product: 'debian',
      choice: {},
      inputs: {},
      mirror: null,
      arch: null,
      args: '',
    };
    const made = await app.run(profileCreate, { name: 'gone', product: 'debian' });
    expect(made).toMatchObject({ name: 'gone', destructive: true, spec, answers: {}, files: [] });
    expect(await app.run(profileShow, { profile: 'gone' })).toEqual(made);
    const machine = await granted('gone');
    expect(await app.run(profileCheck, { profile: 'gone' })).toEqual({ ok: true, machines: 1, problems: [] });
    expect(await app.refusal(profileRemove, { profile: 'gone' })).toMatch(/^NB3011 /);
    await app
      .run(machineGrant, { machine: String(machine.id), profiles: ['web'], replace: true })
      .catch(() => 0);
  });

  test('without a warning needs no grant, and stands in the menu', async () => {
    const rescue = await app.run(profileCreate, {
      name: 'rescue',
      product: 'debian',
      choice: { mode: 'rescue' },
    });
    expect(rescue.destructive).toBe(false);
    expect((await app.ask('/menu.ipxe')).text).toContain('\nitem profile-rescue rescue\n');
    const { id, mac } = await app.addMachine();
    await app.run(machineSet, { machine: String(id), resting: 'rescue' });
    expect(kernelOf(await atConsole(app, '/bootstrap.ipxe', { mac }))).toContain(' rescue/enable=true');
  });

  test('with an answer file needs a grant, whatever its warning says', async () => {
    const input = { preseed: 'd-i debian-installer/locale string C\n' };
    const made = await app.run(profileCreate, {
      name: 'quiet',
      product: 'debian',
      choice: { mode: 'rescue' },
      input,
    });
    expect([made.destructive, made.answers]).toEqual([true, { 'preseed.cfg': 'preseed.cfg' }]);
  });

  test('takes the URL of an answer file that lies elsewhere', async () => {
    const input = { kickstart: 'http://files.example/ks.cfg' };
    const made = await app.run(profileCreate, { name: 'elsewhere', product: 'rocky', input });
    expect([made.destructive, made.answers]).toEqual([true, {}]);
    const { mac } = await granted('elsewhere');
    expect(kernelOf(await atConsole(app, '/bootstrap.ipxe', { mac }))).toContain(
      ' inst.ks=http://files.example/ks.cfg ',
    );
  });

  test('gives an autoinstall the folder that cloud-init wants', async () => {
    const autoinstall = '#cloud-config\nautoinstall: { version: 1 }\n';
    await app.run(profileCreate, { name: 'server', product: 'ubuntu', input: { autoinstall } });
    const { id, mac } = await granted('server', { hostname: 'u1' });
    const kernel = kernelOf(await atConsole(app, '/bootstrap.ipxe', { mac }));
    const folder = new RegExp(` ds=nocloud-net;s=${app.bootUrl}(/config/${id}/[0-9a-f]{32}/)`).exec(
      kernel,
    )?.[1];
    const texts = ['user-data', 'meta-data', 'vendor-data'].map(
      async (name) => (await app.ask(`${folder}${name}`)).text,
    );
    expect(await Promise.all(texts)).toEqual([
      autoinstall,
      `instance-id: netberth-${id}\nlocal-hostname: u1\n`,
      '',
    ]);
  });
});

describe('a choice is not saved', () => {
  test.each([
    [{ product: 'debian', choice: { relase: 'trixie' } }, 'Debian has no "relase" to choose'],
    [{ product: 'debian', choice: { mode: 'quick' } }, '"quick" is no mode of Debian here; there are text, '],
    [{ product: 'debian', input: { kickstart: 'x' } }, 'Debian has no input "kickstart"'],
    [
      { product: 'proxmox-ve', choice: { mode: 'automatic' }, input: { prepared: '[global]' } },
      '"prepared" is the URL of the ISO that proxmox-auto-install-assistant prepared, not the answer file itself',
    ],
    [{ product: 'debian', mirror: 'a b' }, 'the mirror is "a b", wanted one word'],
    [
      { product: 'debian', arch: 'i386', choice: { release: 'trixie' } },
      '"trixie" is no release of Debian here',
    ],
  ] as const)('%j', async (input, why) => {
    expect(await app.refusal(profileCreate, { name: 'wrong', ...input })).toContain(
      `NB3025 the profile is not made: ${why}`,
    );
  });

  test('of a product that there is not: one of nearly that name may be meant', async () => {
    const refusalOf = (product: string) => app.refusal(profileCreate, { name: 'wrong', product });
    expect(await refusalOf('debain')).toBe(
      'NB3082 there is no product "debain" in the catalogue (did you mean "debian"?). See netberth menu list',
    );
    expect(await refusalOf('nosuch')).toBe(
      'NB3082 there is no product "nosuch" in the catalogue. See netberth menu list',
    );
  });

  test('over another profile, unless it is told to', async () => {
    const input = { name: 'twice', product: 'debian' };
    await app.run(profileCreate, input);
    expect(await app.refusal(profileCreate, input)).toBe(
      'NB3010 there is a profile "twice" already. Say --replace to put the new one in its place, or take another name.',
    );
    const replaced = await app.run(profileCreate, { ...input, product: 'rocky', replace: true });
    expect(replaced.spec).toMatchObject({ product: 'rocky' });
  });

  test('and not granted, when a template lacks a value of the machine', async () => {
    const { id } = await app.addMachine({ hostname: 'web9' });
    expect(await app.refusal(machineGrant, { machine: String(id), profiles: ['web'] })).toContain(
      `NB3013 web cannot be rendered for machine ${id}: `,
    );
  });

  test('and not granted, when the network of the machine is none', async () => {
    const metadata = { port: 0, gateway: 'none', prefix: 24 };
    const { id } = await app.addMachine({ hostname: 'web8', address: '192.0.2.8', metadata });
    expect(await app.refusal(machineGrant, { machine: String(id), profiles: ['web'] })).toContain(
      'the boot script: its network by its metadata: "none" is not an address',
    );
  });
});

test('a version may be said as the menu shows it', async () => {
  const made = await app.run(profileCreate, {
    name: 'by-version',
    product: 'debian',
    choice: { version: '13' },
  });
  expect(made.spec).toMatchObject({ method: 'choice', product: 'debian', choice: { release: 'trixie' } });
  const { text } = await app.ask('/menu/p/debian?version=13&net0=52-54-00-0d-00-13&arch=x86_64&firmware=efi');
  expect(text).toContain('/dists/trixie/main/installer-amd64/');
});

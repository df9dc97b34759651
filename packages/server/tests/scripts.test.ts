import { machineGrant } from '@netberth/api';
import { loadCatalogue } from '@netberth/catalogue/node';
import { capabilitySets, lintText } from '@netberth/ipxe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FailingWrites } from './harness/failing-writes.ts';
import { installer, kiwisprayImage } from './harness/images.ts';
import { TestApp } from './harness/start-app.ts';

const platforms = ['pcbios', 'efi', 'unknown'] as const;
type Platform = (typeof platforms)[number];

/** How a script hands over to the machine's own disk. */
const disk: Readonly<Record<Platform, string>> = {
  pcbios: 'sanboot --no-describe --drive 0x80 || exit 1\n',
  efi: 'exit 1\n',
  unknown:
    'iseq ${platform} efi || goto local_bios\nexit 1\n:local_bios\nisset ${netberth_drive} || set netberth_drive 0x80\nsanboot --no-describe --drive ${netberth_drive} || exit 1\n',
};
/** Ten questions in all, ten seconds apart, then the disk; what follows is the disk. */
const askAgain = `isset \${netberth_failures} || set netberth_failures:int32 0
inc netberth_failures
iseq \${netberth_failures} 11 && goto disk ||
echo Netberth: attempt \${netberth_failures} of 10; asking again in 10 seconds
sleep 10
chain --autofree --replace bootstrap.ipxe || goto disk
:disk
`;
const identity =
  'net0=${net0/mac:hexhyp}&net1=${net1/mac:hexhyp}&net2=${net2/mac:hexhyp}&net3=${net3/mac:hexhyp}&net4=${net4/mac:hexhyp}&net5=${net5/mac:hexhyp}&net6=${net6/mac:hexhyp}&net7=${net7/mac:hexhyp}&dhcp_mac=${netX/mac:hexhyp}&serial=${serial:uristring}&uuid=${uuid}';

// Those with nothing in them are left out; there are none in ours.
const { sections } = loadCatalogue().catalogue;

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'wait' });
  await app.import('image1', installer);
  await app.import('kiwi1', kiwisprayImage);
  await app.import('live', installer, { nonDestructive: true });
  await app.import('rescue', installer, { nonDestructive: true });
});
afterAll(() => app.stop());

function says(platform: Platform): Record<string, string> {
  return platform === 'unknown' ? {} : { platform };
}

/** No known iPXE on any platform that the script is meant for finds an error in it. */
function expectLintFree(script: string, platform: Platform): void {
  const targets = platform === 'unknown' ? (['pcbios', 'efi'] as const) : ([platform] as const);
  for (const [name, capabilities] of Object.entries(capabilitySets)) {
    for (const target of targets) {
      const errors = lintText(script, { ...capabilities, platform: target }).filter(
        ({ severity }) => severity === 'error',
      );
      expect({ name, target, errors }).toEqual({ name, target, errors: [] });
    }
  }
}

const modules = Array.from({ length: 12 }, (_, index) => `\${smbios/${index}.17.12.2:hexraw}`).join('.');

function chained(label: string, path: string): string {
  const url = `menu/${path}.ipxe?firmware=\${nb-firmware}&arch=\${nb-arch}&ram=${modules}&secure=\${efi/SecureBoot:hexraw}`;
  return `:${label}\nchain --autofree ${url} || goto broken\ngoto menu\n\n`;
}

describe.each(platforms)('on platform %s', (platform) => {
  test('the disk', async () => {
    const { id, presented } = await app.addMachine({ resting: 'disk', hostname: `disk-${platform}` });
    await app.run(machineGrant, { machine: String(id), profiles: ['image1'] });
    const { bootId } = await app.boot(presented);
    await app.call('/finish', { id }, bootId);
    const { script } = await app.boot({ ...presented, ...says(platform) });
    expect(script).toBe(
      `#!ipxe
echo Netberth NB1001: disk-${platform} (machine ${id}): its install is finished, it boots its own disk
${disk[platform]}`,
    );
    expectLintFree(script, platform);
  });

  test('wait: what the machine is, and a question a minute', async () => {
    const [net0, net1] = [app.newMac(), app.newMac()];
    const uuid = `4c4c4544-0042-3510-8052-00000000000${platforms.indexOf(platform)}`;
    const presented = { net0, net1, serial: `a ${platform}`, uuid, ...says(platform) };
    const { script } = await app.boot(presented);
    const id = /machine (\d+)/.exec(script)?.[1];
    expect(script).toBe(
      `#!ipxe
echo Netberth NB1003: machine ${id}: it is new and waits until something is granted
echo Netberth To install it: netberth machine grant ${id} PROFILE
echo MACs: ${net0} ${net1}
echo serial: A ${platform.toUpperCase()}
echo UUID: ${uuid}
set netberth_waiting ${(await app.show({ id: Number(id) })).boots[0]?.number}
prompt --key d --timeout 60000 Press d to boot the disk now; asking again in 60 seconds && goto disk ||
chain --autofree --replace bootstrap.ipxe || goto disk
:disk
${disk[platform]}`,
    );
    expectLintFree(script, platform);
  });

  test('the menu: the disk, what is not destructive, then the catalogue', async () => {
    const { id, presented } = await app.addMachine({ resting: 'menu' });
    const { script } = await app.boot({ ...presented, ...says(platform) });
    expect(script).toBe(
      `#!ipxe
# Netberth: what does this machine boot?
isset \${nb-arch} && goto menu-ready ||
set nb-firmware bios
iseq \${platform} efi && set nb-firmware efi ||
set nb-arch \${buildarch}
iseq \${nb-firmware} efi && goto menu-ready ||
cpuid --ext 29 && set nb-arch x86_64 || set nb-arch i386
set nb-wide \${nb-arch}
:menu-ready
set nb-timeout 60000

:menu
menu Netberth: machine ${id} [\${nb-firmware}, \${nb-arch}]
item local Boot the local disk
item profile-live live
item profile-rescue rescue
item --gap
${sections.map(({ id, name }) => `item section-${id} ${name} ...\n`).join('')}item --key / names All by name, search ... (/)
item --gap
item options Kernel arguments, serial console, architecture ...
item utilities Utilities ...
item help Help
choose --default local --timeout \${nb-timeout} nb-chosen || goto local
set nb-timeout 0
goto \${nb-chosen} || goto menu

:profile-live
chain --autofree --replace bootstrap?pick=live&${identity}&platform=\${platform}&buildarch=\${buildarch}&medium=\${netberth_medium:uristring}&key=\${netberth_key:uristring} ||
goto menu

:profile-rescue
chain --autofree --replace bootstrap?pick=rescue&${identity}&platform=\${platform}&buildarch=\${buildarch}&medium=\${netberth_medium:uristring}&key=\${netberth_key:uristring} ||
goto menu

${sections.map(({ id }) => chained(`section-${id}`, `sections/${id}`)).join('')}${chained('names', 'find/names')}${['options', 'utilities', 'help'].map((name) => chained(name, name)).join('')}:broken
prompt This part of the menu could not be fetched; press a key ||
goto menu

:local
iseq \${nb-firmware} efi && exit 1 ||
isset \${netberth_drive} || set netberth_drive 0x80
sanboot --no-describe --drive \${netberth_drive} || exit 1
`,
    );
    expectLintFree(script, platform);
  });

  test('a profile in our own layout', async () => {
    const { id, presented } = await app.addMachine();
    await app.run(machineGrant, { machine: String(id), profiles: ['image1'] });
    const { script, bootId } = await app.boot({ ...presented, ...says(platform) });
    const { boots, grant } = await app.show({ id });
    const number = boots[0]?.number;
    expect(script).toBe(
      `#!ipxe
echo Netberth NB1006: machine ${id}: grant ${grant?.id} serves image1, step 1 of 1
echo Netberth To take it back: netberth machine revoke ${id}
kernel b/${number}/images/image1/vmlinuz initrd=initrd0 console=ttyS0 answers=${app.bootUrl}/config/${id}/${bootId}/answer.yaml finish=${app.bootUrl}/finish?id=${id}&bootid=${bootId} || goto again
initrd --name initrd0 b/${number}/images/image1/initrd.img || goto again
boot || goto again
:again
echo Netberth NB1202: a boot file could not be fetched or started
imgfree
${askAgain}${disk[platform]}`,
    );
    expectLintFree(script, platform);
  });

  test('an image that was made for KIWIspray: its own script, filled in', async () => {
    const { id, presented } = await app.addMachine({ hostname: `kiwi-${platform}` });
    await app.run(machineGrant, { machine: String(id), profiles: ['kiwi1'] });
    const { script, bootId } = await app.boot({ ...presented, ...says(platform) });
    const [host, port] = ['127.0.0.1', app.bootPort];
    expect(script).toBe(
      `#!ipxe
echo Machine ${id} runs image kiwi1 (kiwi-${platform})
kernel http://${host}:${port}/images/kiwi1/pxeboot.kernel razorurl=http://${host}:${port}/post-install?id=${id}&bootid=${bootId} || reboot
initrd http://${host}:${port}/images/kiwi1/pxeboot.initrd.xz || reboot
boot || reboot
`,
    );
    expectLintFree(script, platform);
  });
});

test('bootstrap.ipxe: a network card, the question, ten attempts, the disk', async () => {
  const { text } = await app.ask('/bootstrap.ipxe');
  expect(text).toBe(
    `#!ipxe
# Netberth: who is this machine, and what does it boot?
set attempt:int32 0

:begin
isset \${netX/ip} && goto ask ||
isset \${netX/ip6} && goto ask ||
dhcp && goto ask ||
ifconf --configurator ipv6 && goto ask ||
goto again

:ask
chain --autofree --replace bootstrap?${identity}&asset=\${asset:uristring}&manufacturer=\${manufacturer:uristring}&product=\${product:uristring}&platform=\${platform}&buildarch=\${buildarch}&cpu=\${cpumodel:uristring}&version=\${version:uristring}&ram=${modules}&medium=\${netberth_medium:uristring}&key=\${netberth_key:uristring}&waiting=\${netberth_waiting} || goto again

:again
inc attempt
iseq \${attempt} 11 && goto give_up ||
echo Netberth: the server did not answer, attempt \${attempt} of 10; asking again in \${attempt} s
sleep \${attempt}
goto begin

:give_up
echo Netberth NB1201: the server cannot be reached; this machine boots its own disk
iseq \${platform} efi || goto local_bios
exit 1
:local_bios
isset \${netberth_drive} || set netberth_drive 0x80
sanboot --no-describe --drive \${netberth_drive} || exit 1
`,
  );
  expectLintFree(text, 'unknown');
});

test('menu.ipxe: the same menu for whoever chains to it', async () => {
  const { text } = await app.ask('/menu.ipxe');
  expect(text).toContain(
    '\nmenu Netberth: what does this machine boot? [${nb-firmware}, ${nb-arch}]\nitem local Boot the local disk\nitem profile-live live\n',
  );
  expectLintFree(text, 'unknown');
});

test('when the server fails: asking again, the disk', async () => {
  const writes = new FailingWrites(app.data);
  writes.failAt(-1);
  const { script } = await app.boot({ net0: app.newMac() });
  writes.failAt(0);
  writes.close();
  expect(script).toBe(
    `#!ipxe
echo Netberth NB1190: the server could not decide: an error of the server, see its log
echo Netberth It asks again by itself. Look at the log of the server.
${askAgain}${disk.unknown}`,
  );
  expectLintFree(script, 'unknown');
});

test('an initrd, or none, or several: each by its own name', async () => {
  const files = {
    ...installer,
    'second.img': 'x',
    'profile.yaml': 'kernel: vmlinuz\ninitrds: [initrd.img, second.img]\n',
  };
  await app.import('two', files);
  await app.import('none', { ...installer, 'profile.yaml': 'kernel: vmlinuz\n' });
  for (const [name, lines] of Object.entries({
    two: [
      'kernel b/N/images/two/vmlinuz initrd=initrd0 initrd=initrd1 || goto again',
      'initrd --name initrd0 b/N/images/two/initrd.img || goto again',
      'initrd --name initrd1 b/N/images/two/second.img || goto again',
      'boot || goto again',
    ],
    none: ['kernel b/N/images/none/vmlinuz || goto again', 'boot || goto again'],
  })) {
    const { id, presented } = await app.addMachine();
    await app.run(machineGrant, { machine: String(id), profiles: [name] });
    const { script } = await app.boot(presented);
    expect(
      script
        .replaceAll(/b\/\d+\//g, 'b/N/')
        .split('\n')
        .slice(3, 3 + lines.length),
    ).toEqual(lines);
    expectLintFree(script, 'unknown');
  }
});

import { machineGrant, machineHold } from '@netberth/api';
import { loadCatalogue } from '@netberth/catalogue/node';
import { capabilitySets, lintText } from '@netberth/ipxe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atConsole, kernelOf, menusOf } from './harness/at-console.ts';
import { installer } from './harness/images.ts';
import { headline } from './harness/read-script.ts';
import { siteWithExample } from './harness/site-with-example.ts';
import { TestApp } from './harness/start-app.ts';

const debian = 'http://ftp.debian.org/debian/dists/trixie/main/installer-amd64/current/images/netboot/';
const kernel = `${debian}debian-installer/amd64/linux`;
/** From the first page, Debian is the item below the disk. */
const toDebian = 'Down Enter';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({
    data: siteWithExample(),
    'menu-pinned': 'debian',
    'menu-hidden': 'windows',
    'new-machines': 'menu',
  });
});
afterAll(() => app.stop());

/** The boots of the machine with this MAC, newest first, as its history has them. */
async function bootsOf(mac: string) {
  const { boots } = await app.history(mac);
  return boots.map(({ decision, choice, reasonCode, reason }) => ({ decision, choice, reasonCode, reason }));
}

test('a machine is told what it cannot start, by its iPXE, its memory and its firmware', async () => {
  const flatcar = async (query: string, version: string) => {
    const path = `/menu/sections/clusters.ipxe?firmware=efi&arch=x86_64${query}`;
    const { text } = await app.ask({ path, headers: { 'user-agent': `iPXE/${version}` } });
    return /^item flatcar (.*)$/m.exec(text)?.[1];
  };
  const [debian12, debian13] = ['1.0.0+git-20190125.36a4c85-5.1', '1.21.1+git20250501.dad20602+dfsg-1'];
  expect(await flatcar('&ram=0004.0004..&secure=01', debian12)).toBe(
    'Flatcar Container Linux [3 GiB RAM, needs an iPXE with HTTPS, needs more RAM than there is, not with Secure Boot]',
  );
  expect(await flatcar('&ram=b80b.0000.&secure=00', debian13)).toBe('Flatcar Container Linux [3 GiB RAM]');
  // Of twelve modules and perhaps more, of a size that the firmware does not know, and of nonsense nothing follows.
  for (const ram of ['0001.0001', 'ffff.', 'x.', ''])
    expect(await flatcar(`&ram=${ram}`, debian13)).toBe('Flatcar Container Linux [3 GiB RAM]');
  expect(await flatcar('&ram=&secure=', 'of my own')).toBe('Flatcar Container Linux [3 GiB RAM]');
  const path = '/menu/p/flatcar?firmware=efi&arch=x86_64&ram=0008.&net0=52-54-01-fe-00-01';
  const { text } = await app.ask({ path, headers: { 'user-agent': `iPXE/${debian12}` } });
  expect(text).toContain('echo This machine cannot start it: needs an iPXE with HTTPS.\n');
  expect(text).toContain('echo This machine cannot start it: needs more RAM than there is.\n');
});

describe('a person at the console', () => {
  test('walks to an installer, is asked in red, says yes and gets it', async () => {
    const mac = app.newMac();
    const seen = await atConsole(app, '/bootstrap.ipxe', { mac, keys: `${toDebian} Enter Enter Down Enter` });
    expect(menusOf(seen)).toEqual([
      expect.stringMatching(/^Netberth: machine \d+ \[bios, x86_64\]$/),
      'Debian: Release [bios, x86_64]',
      'Debian: Installation [bios, x86_64]',
      'Debian: 13 (trixie), Text',
    ]);
    expect(kernelOf(seen)).toBe(
      `${kernel} initrd=initrd0 mirror/suite=trixie BOOTIF=01-${mac.replaceAll(':', '-')}`,
    );
    expect(seen.end.kind === 'boot' && seen.end.initrds.map(({ url }) => url)).toEqual([
      `${debian}debian-installer/amd64/initrd.gz`,
    ]);
    expect(await bootsOf(mac)).toEqual([
      {
        decision: 'choice',
        choice: 'debian release=trixie,mode=text,mirror=http://ftp.debian.org/debian',
        reasonCode: 'NB1011',
        reason: 'a person picked Debian: 13 (trixie), Text in the menu',
      },
      { decision: 'menu', choice: null, reasonCode: 'NB1004', reason: 'it is new and gets the menu' },
    ]);
  });

  test('hands on the address that the machine has where there is no DHCP', async () => {
    const mac = '52:54:01:bb:00:01';
    const keys = `${toDebian} Enter Enter Down Enter`;
    const seen = await atConsole(app, '/menu.ipxe', { mac, staticAddress: '192.0.2.44', keys });
    expect(kernelOf(seen)).toBe(
      `${kernel} initrd=initrd0 mirror/suite=trixie netcfg/disable_autoconfig=true netcfg/get_ipaddress=192.0.2.44 netcfg/get_netmask=255.255.255.0 netcfg/get_gateway=192.0.2.1 netcfg/get_nameservers=192.0.2.3 netcfg/confirm_static=true BOOTIF=01-52-54-01-bb-00-01`,
    );
  });

  test('types another release and another mirror, which then stand in the history', async () => {
    const mac = app.newMac();
    const mirror = 'End Up Enter Down Down Enter Ctrl-A Ctrl-K http://m.example/d Enter';
    const release = 'Up Enter buster Enter';
    const seen = await atConsole(app, '/menu.ipxe', {
      mac,
      keys: `${toDebian} ${mirror} ${release} Enter Down Enter`,
    });
    expect(kernelOf(seen)).toContain(
      'http://m.example/d/dists/buster/main/installer-amd64/current/images/netboot/debian-installer/amd64/linux ',
    );
    expect((await bootsOf(mac))[0]).toMatchObject({
      choice: 'debian release=buster,mode=text,mirror=http://m.example/d',
    });
  });

  test('says no and is back in the menu of the product', async () => {
    const seen = await atConsole(app, '/menu.ipxe', { keys: `${toDebian} Enter Enter Enter` });
    expect(menusOf(seen).slice(-2)).toEqual([
      'Debian: 13 (trixie), Text',
      'Debian: Installation [bios, x86_64]',
    ]);
    expect(seen.end.kind).toBe('waits');
  });

  test('sees what could not be fetched, and is back in the menu', async () => {
    const keys = `${toDebian} Enter Enter Down Enter Enter`;
    const seen = await atConsole(app, '/menu.ipxe', { keys, missing: [kernel] });
    expect(seen.pauses.at(-2)?.screen.slice(-5)).toEqual([
      'http://ftp.debian.org/debian/dists/trixie/main/installer-amd64/current/images/ne',
      'tboot/debian-installer/amd64/linux... Not found (https://ipxe.org/2d0c613b)',
      'Debian: 13 (trixie), Text could not be fetched or started; see the messages abov',
      'e.',
      'Press a key to go back',
    ]);
    expect(menusOf(seen).at(-1)).toBe('Debian: Installation [bios, x86_64]');
  });

  test('adds arguments and a serial console under Options', async () => {
    const options = 'PageDown Up Up Enter Enter quiet Enter Down Enter End Enter';
    const seen = await atConsole(app, '/menu.ipxe', {
      keys: `${options} Home ${toDebian} Enter Enter Down Enter`,
    });
    expect(kernelOf(seen)).toMatch(/ console=tty0 console=ttyS0,115200n8 quiet$/);
  });

  test('finds a system by its first letters, is told what it is, and starts it', async () => {
    const mac = app.newMac();
    const seen = await atConsole(app, '/menu.ipxe', {
      mac,
      keys: '/ / m e m t e s t Enter ? Enter',
    });
    expect(menusOf(seen).slice(-3)).toEqual([
      'By name: a letter leads to it, / searches [bios, x86_64]',
      'What begins with these letters [bios, x86_64]',
      'Choose what to explain',
    ]);
    const page = seen.pauses.at(-1)?.screen.join('\n');
    expect(page).toContain('The free memory test: runs until somebody stops it, faults are shown in red.');
    expect(page).toContain('Runs on: 64-bit PCs (BIOS, UEFI), 32-bit PCs (BIOS).');
    const keys = '/ / m e m t e s t Enter ? Enter Enter Enter Enter';
    expect(kernelOf(await atConsole(app, '/menu.ipxe', { mac, keys }))).toMatch(/\/memtest64\.bin$/);
  });
});

describe('a machine without a person', () => {
  test('boots its disk when the time of the menu is over', async () => {
    const seen = await atConsole(app, '/menu.ipxe');
    expect(seen.pauses.map(({ pause }) => 'timeoutMs' in pause && pause.timeoutMs)).toEqual([60_000]);
    expect(seen.end).toMatchObject({ kind: 'disk', drive: 0x80 });
  });

  test('waits for ever at the question before an installer, however it came there', async () => {
    const seen = await atConsole(app, '/menu/p/debian?version=trixie&arch=x86_64');
    expect(seen.end).toMatchObject({ kind: 'waits', pause: { kind: 'menu', selected: 2, timeoutMs: null } });
    expect(seen.fetches.every(({ url }) => url.includes('/menu/p/debian'))).toBe(true);
  });
});

describe('a choice', () => {
  test('leaves a live grant as it is, and is served in its place', async () => {
    const machine = await app.addMachine();
    await app.import('image1', installer, {});
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
    const before = await app.show(machine);
    const seen = await atConsole(app, '/menu/p/debian', { mac: machine.mac, keys: 'Down Enter' });
    expect(kernelOf(seen)).toContain(kernel);
    const after = await app.show(machine);
    expect([after.state, after.grant]).toEqual([before.state, before.grant]);
    expect(after.boots[0]).toMatchObject({ decision: 'choice', grantId: null, step: null, profile: null });
  });

  test('is not for a machine that is held', async () => {
    const { id, mac } = await app.addMachine();
    await app.run(machineHold, { machine: String(id), reason: 'legal' });
    const { text } = await app.ask(`/menu/p/debian?net0=${mac}`);
    expect(headline(text)).toBe(
      `NB1102: machine ${id}: it is held: legal (ada (claimed)); it boots its own disk`,
    );
  });

  test('carries no boot id, so it has no answer file', async () => {
    const { text } = await app.ask(`/menu/p/debian?net0=${app.newMac()}`);
    expect(text).not.toMatch(/bootid|[0-9a-f]{32}/);
  });

  test('of a machine whose platform is told has nothing to ask about it', async () => {
    const { text } = await app.ask('/menu/p/example?release=two&firmware=efi&arch=arm64');
    expect(text).toBe(`#!ipxe
echo Netberth NB1011: unknown machine: a person picked Example: 2 (two) in the menu

:boot-efi-arm64
set nb-net BOOTIF=01-\${netX/mac:hexhyp}
isset \${netX/dhcp-server} && goto network-set ||
set nb-net netcfg/disable_autoconfig=true netcfg/get_ipaddress=\${ip} netcfg/get_netmask=\${netmask} netcfg/get_gateway=\${gateway} netcfg/get_nameservers=\${dns} netcfg/confirm_static=true BOOTIF=01-\${netX/mac:hexhyp}
:network-set
cpair --foreground 7 --background 1 1 ||
cpair --foreground 7 --background 1 3 ||
menu Example: 2 (two)
item --gap The installer can erase the disks of this machine.
item --gap
item no No, go back
item yes Yes, start it
choose --default no nb-sure || set nb-sure no
cpair --foreground 7 --background 4 1 ||
cpair --foreground 6 --background 4 3 ||
iseq \${nb-sure} yes || goto back
echo Example: 2 (two)
imgfree
kernel http://mirror.example/os/two/arm64/linux initrd=initrd0 \${nb-net} \${nb-console} \${nb-extra} || goto failed
initrd --name initrd0 http://mirror.example/os/two/arm64/initrd.gz || goto failed
boot || goto failed

:failed
imgfree ||
echo Example: 2 (two) could not be fetched or started; see the messages above.
prompt Press a key to go back ||
isset \${nb-timeout} && exit 0 ||
chain --autofree --replace /menu.ipxe || exit 1

:back
isset \${nb-timeout} && exit 0 ||
chain --autofree --replace /menu.ipxe || exit 1
`);
  });

  test.each([
    ['bios', { platform: 'pcbios', is64Bit: true }, 'installer-amd64'],
    ['uefi', { platform: 'efi', arch: 'x86_64' }, 'installer-amd64'],
    ['uefi on arm64', { platform: 'efi', arch: 'arm64' }, 'installer-arm64'],
  ] as const)('of a machine whose platform is not told fits it: %s', async (_, machine, folder) => {
    const seen = await atConsole(app, '/menu/p/debian?release=bookworm', { ...machine, keys: 'Down Enter' });
    expect(kernelOf(seen)).toContain(`/bookworm/main/${folder}/`);
  });

  test('that a 32-bit machine cannot start says so', async () => {
    const seen = await atConsole(app, '/menu/p/debian?release=trixie', { is64Bit: false });
    expect(seen.screen.join('\n')).toContain(
      'Debian: 13 (trixie), Text is not there for this machine: bios, i386',
    );
    expect(seen.end.kind).toBe('waits');
  });
});

test.each([
  ['nosuch', 'there is no product "nosuch" in the catalogue'],
  ['debian?relase=trixie', 'Debian has no "relase" to choose; there are release, mode, arch, firmware'],
  [
    'debian?version=tri xie',
    '"tri xie" is no release of Debian here; there are trixie, bookworm, forky, sid, daily',
  ],
  ['debian?mode=quick', '"quick" is no mode of Debian here; there are text, graphical, expert, rescue'],
  ['debian?arch=sparc', 'there is no architecture "sparc"; there are x86_64, i386, arm64'],
  ['debian?firmware=coreboot', 'there is no firmware "coreboot"; there are bios, efi'],
  ['debian?arch=arm64&firmware=bios', 'nothing boots on such a platform'],
  ['debian?mode=text&mode=rescue', '"mode" came more than once'],
  [
    'debian?preseed=http://x/',
    '"preseed" is an answer file: what is unattended needs a grant (netberth profile create)',
  ],
  ['debian?mirror=a b', 'the mirror is "a b", wanted one word without blanks and without "$\'{"'],
])('a wrong choice says what is wrong and leads to the menu: %s', async (path, why) => {
  const asked = `/menu/p/${path.replaceAll(' ', '%20')}`;
  const seen = await atConsole(app, asked, { keys: 'Enter' });
  const { text, status } = await app.ask(asked);
  expect(status).toBe(200);
  expect(headline(text)).toBe(`NB1113: the menu cannot boot this: ${why}`);
  expect(text).toMatch(/the menu itself: chain http:\/\/127\.0\.0\.1:\d+\/menu\.ipxe$/m);
  expect(menusOf(seen)).toEqual(['Netberth: what does this machine boot? [bios, x86_64]']);
});

test('a part of the menu that is not there says so and leads to the menu', async () => {
  expect(headline((await app.ask('/menu/nothing')).text)).toBe('NB1114: the menu has no part "nothing"');
  expect(headline((await app.ask('/menu/products/windows.ipxe')).text)).toMatch(/^NB1114/);
});

describe('settings', () => {
  test('pin products to the first page and leave others out', async () => {
    const { text } = await app.ask('/menu.ipxe');
    expect(text).toContain('\nitem local Boot the local disk\nitem product-debian Debian ...\nitem --gap\n');
    expect((await app.ask('/menu/sections/windows.ipxe')).text).not.toContain('item windows ');
  });

  test('name what happens when nobody presses a key: a profile that destroys nothing, else the disk', async () => {
    const own = await TestApp.start({ 'menu-default': 'live', 'menu-timeout': '7' });
    try {
      expect((await own.ask('/menu.ipxe')).text).toContain(
        '\nchoose --default local --timeout ${nb-timeout} ',
      );
      await own.import('live', installer, { nonDestructive: true });
      const seen = await atConsole(own, '/menu.ipxe');
      expect(seen.pauses[0]?.pause).toMatchObject({ timeoutMs: 7000 });
      const asked = seen.fetches.map(({ url }) => url.slice(own.bootUrl.length));
      expect(asked[1]).toMatch(/^\/bootstrap\?pick=live&net0=52-54-01-/);
      expect(asked[2]).toMatch(/^\/b\/\d+\/images\/live\/vmlinuz$/);
    } finally {
      await own.stop();
    }
  });
});

const products = loadCatalogue().catalogue.products.filter(({ id }) => id !== 'windows');
const platforms = ['', '?firmware=bios&arch=x86_64', '?firmware=bios&arch=i386', '?firmware=efi&arch=arm64'];

test.each(['find/names', 'find/letters', 'about/debian', 'sections/linux'])(
  'the page %s has no error that any iPXE would find',
  async (page) => {
    for (const platform of platforms) {
      const { text } = await app.ask(`/menu/${page}.ipxe${platform}`);
      expect(text).toMatch(/^#!ipxe\n# /);
      expect(errorsIn(text)).toEqual([]);
    }
  },
);

test.each(products)('the page of $name has no error that any iPXE would find', async ({ id }) => {
  for (const platform of platforms) {
    const { text } = await app.ask(`/menu/products/${id}.ipxe${platform}`);
    expect(text).toMatch(/^#!ipxe\n# /);
    expect(errorsIn(text)).toEqual([]);
  }
});

/** What every known iPXE would find wrong. */
function errorsIn(text: string) {
  const settings = ['nb-firmware', 'nb-arch', 'nb-wide', 'nb-extra', 'nb-console'];
  return Object.values(capabilitySets).flatMap((build) =>
    (['pcbios', 'efi'] as const).flatMap((platform) =>
      lintText(text, { ...build, platform, settings }).filter(({ severity }) => severity === 'error'),
    ),
  );
}

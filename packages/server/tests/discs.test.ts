import {
  machineExplain,
  machineGrant,
  profileCheck,
  profileCreate,
  profileList,
  profileRemove,
  profileShow,
} from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discOf } from './harness/discs.ts';
import { tarOf } from './harness/images.ts';
import { TestApp } from './harness/start-app.ts';

type Files = Readonly<Record<string, string>>;

const ubuntu: Files = {
  '.disk/info': 'Ubuntu-Server 24.04.1 LTS "Noble Numbat" - Release amd64 (20240827)\n',
  'casper/vmlinuz': 'the kernel',
  'casper/initrd': 'the initrd',
  'casper/install-sources.yaml': '',
};
const rocky: Files = {
  '.treeinfo': '[general]\nname = Rocky Linux 9.4\narch = x86_64\n',
  'images/pxeboot/vmlinuz': 'the kernel',
  'images/pxeboot/initrd.img': 'the initrd',
  'images/install.img': 'the installer of a few bytes',
  'BaseOS/repodata/repomd.xml': '<repomd/>',
  'BaseOS/Packages/b/bash-5.1~rc1.x86_64.rpm': 'a package',
};
const mini: Files = { '.disk/mini-info': 'Debian GNU/Linux 12 amd64\n', linux: 'k', 'initrd.gz': 'i' };
const live: Files = {
  'live/vmlinuz': 'k',
  'live/initrd.img': 'i',
  'live/filesystem.squashfs': 'the file system',
  'syslinux/isolinux.cfg':
    'label l\n kernel /live/vmlinuz\n append initrd=/live/initrd.img boot=live components username=user\n',
};
const bootcfg =
  'bootstate=0\ntitle=Loading ESXi installer\nkernel=/b.b00\nkernelopt=runweasel cdromBoot\nmodules=/jumpstrt.gz --- /useropts.gz\nbuild=8.0.2-0.0.22380479\n';
const esxi: Files = {
  'BOOT.CFG': bootcfg,
  'MBOOT.C32': 'loader',
  'EFI/BOOT/BOOTX64.EFI': 'efi',
  'B.B00': 'kernel',
};
const windows: Files = {
  'SOURCES/BOOT.WIM': 'the image',
  'SOURCES/INSTALL.WIM': 'windows',
  BOOTMGR: 'loader',
  'BOOTMGR.EFI': 'efi loader',
  'BOOT/BCD': 'configuration',
  'BOOT/BOOT.SDI': 'ram disk',
};

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk', 'trusted-proxies': '127.0.0.1' });
});
afterAll(() => app.stop());

const network = { gateway: '192.0.2.1', dns: '192.0.2.3' };
let lastAddress = 20;

/** What a machine with a static address is told to boot under a grant, from `kernel` on, its own numbers left out. */
async function bootLines(profile: string, platform: 'pcbios' | 'efi' = 'pcbios') {
  lastAddress += 1;
  const address = `192.0.2.${lastAddress}`;
  const machine = await app.addMachine({ hostname: 'web1', address: `${address}/24`, ...network });
  await app.run(machineGrant, { machine: String(machine.id), profiles: [profile] });
  const headers = { 'x-forwarded-for': address };
  const path = `/bootstrap?net0=${machine.mac.replaceAll(':', '-')}&platform=${platform}&buildarch=${platform === 'efi' ? 'x86_64' : 'i386'}`;
  const { text } = await app.ask({ path, headers });
  // On BIOS a 32-bit machine may ask: where both would boot alike, it stands there twice.
  const lines = [...new Set(text.split('\n'))].filter((line) =>
    /^(kernel|initrd|shim|sanboot http)/.test(line),
  );
  const urls = lines.flatMap((line) => line.match(/http:\/\/\S+\/images\/\S+/g) ?? []);
  const shown = lines.map((line) =>
    line
      .replaceAll(app.bootUrl, 'http://s')
      .replaceAll(/\/b\/\d+\//g, '/b/N/')
      .replaceAll(address, 'ADDRESS')
      .replaceAll(/\b01-[0-9a-f-]{17}\b/g, 'MAC')
      .replace(/ \|\| goto failed$/, ''),
  );
  const ask = (url: string, more: Record<string, string> = {}) =>
    app.ask({ path: url.replace(app.bootUrl, ''), headers: { ...headers, ...more } });
  return { shown, urls, ask, machine };
}

describe('an ISO becomes a choice of the catalogue, and its files are served out of it', () => {
  test("Ubuntu's server: the installer fetches the ISO, with the address of the machine", async () => {
    const profile = await app.import('ubuntu', { 'ubuntu-24.04.iso': discOf(ubuntu) });
    expect([profile.destructive, profile.spec]).toMatchObject([
      true,
      { method: 'choice', product: 'disc-subiquity' },
    ]);
    const { shown, ask } = await bootLines('ubuntu');
    expect(shown).toEqual([
      'kernel http://s/b/N/images/ubuntu/ubuntu-24.04.iso/casper/vmlinuz initrd=initrd0 root=/dev/ram0 ramdisk_size=1500000 cloud-config-url=/dev/null url=http://s/b/N/images/ubuntu/ubuntu-24.04.iso ip=ADDRESS::192.0.2.1:255.255.255.0:web1::none:192.0.2.3 BOOTIF=01-${netX/mac:hexhyp}',
      'initrd --name initrd0 http://s/b/N/images/ubuntu/ubuntu-24.04.iso/casper/initrd',
    ]);
    const files = '/images/ubuntu/ubuntu-24.04.iso';
    expect((await ask(`${files}/casper/vmlinuz`)).text).toBe('the kernel');
    expect((await ask(`${files}/casper/initrd`, { range: 'bytes=4-9' })).text).toBe('initrd');
    expect((await ask(files)).text.length).toBe(discOf(ubuntu).length);
  });

  test('Rocky Linux: the tree of the disc is the repository, hidden files and all', async () => {
    await app.import('rocky', { 'Rocky-9.4.iso': discOf(rocky) });
    const { shown, ask } = await bootLines('rocky', 'efi');
    expect(shown[0]).toContain(
      'kernel http://s/b/N/images/rocky/Rocky-9.4.iso/images/pxeboot/vmlinuz initrd=initrd0 inst.repo=http://s/b/N/images/rocky/Rocky-9.4.iso ',
    );
    expect(shown[0]).toContain('ip=ADDRESS::192.0.2.1:255.255.255.0:web1:');
    const tree = '/images/rocky/Rocky-9.4.iso';
    expect((await ask(`${tree}/.treeinfo`)).text).toContain('name = Rocky Linux 9.4');
    expect((await ask(`${tree}//BaseOS/repodata/repomd.xml`)).text).toBe('<repomd/>');
    expect((await ask(`${tree}/BaseOS/Packages/b/bash-5.1~rc1.x86_64.rpm`)).text).toBe('a package');
    const statuses = ['/absent', '/../profile.yaml', '/BaseOS'].map(
      async (path) => (await ask(`${tree}${path}`)).status,
    );
    expect(await Promise.all(statuses)).toEqual([404, 400, 404]);
  });

  test('a live system keeps the arguments of its own menu', async () => {
    await app.import('clonezilla', { 'clonezilla.iso': discOf(live) }, { nonDestructive: true });
    const { shown } = await bootLines('clonezilla');
    expect(shown[0]).toContain(
      'boot=live fetch=http://s/b/N/images/clonezilla/clonezilla.iso/live/filesystem.squashfs',
    );
    expect(shown[0]).toContain(' components username=user');
  });

  test('ESXi: whatever its capitals, the files of its boot.cfg are found', async () => {
    await app.import('esxi', { 'esxi8.iso': discOf(esxi) });
    const { shown, urls, ask, machine } = await bootLines('esxi', 'efi');
    expect(shown[0]).toContain(
      'kernel http://s/b/N/images/esxi/esxi8.iso/efi/boot/bootx64.efi -c http://s/config/',
    );
    expect((await ask(urls[0] ?? '')).text).toBe('efi');
    const [, config = ''] = /-c (\S+)/.exec(shown[0] ?? '') ?? [];
    const { text } = await ask(config.replace('http://s', ''));
    const [, prefix = ''] = /^prefix=(.+)$/m.exec(text) ?? [];
    expect(text.replaceAll(app.bootUrl, 'http://s').replace(/\/b\/\d+\//, '/b/N/')).toBe(
      `bootstate=0\ntitle=Loading ESXi installer\nprefix=http://s/b/N/images/esxi/esxi8.iso\nkernel=b.b00\nkernelopt=runweasel ip=192.0.2.${lastAddress} netmask=255.255.255.0 gateway=192.0.2.1 nameserver=192.0.2.3\nmodules=jumpstrt.gz --- useropts.gz\nbuild=8.0.2-0.0.22380479\n`,
    );
    expect((await ask(`${prefix}/b.b00`)).text).toBe('kernel');
    expect(await app.stateOf(machine)).toBe('installing');
  });

  test('Windows: its loader, configuration and image are found in capitals too', async () => {
    await app.import('windows', { 'win.iso': discOf(windows) });
    const { shown, urls, ask } = await bootLines('windows', 'efi');
    expect(shown[0]).toMatch(/^kernel \S*wimboot$/);
    const answers = await Promise.all(
      urls.map(async (url) => `${url.split('.iso/')[1]}: ${(await ask(url)).text}`),
    );
    expect(answers).toEqual([
      'bootmgr.efi: efi loader',
      'boot/bcd: configuration',
      'Boot/BCD: configuration',
      'boot/boot.sdi: ram disk',
      'Boot/boot.sdi: ram disk',
      'sources/boot.wim: the image',
    ]);
  });

  test('what nobody knows is held in memory on BIOS; on UEFI nothing of it starts', async () => {
    const disc = discOf({ 'loader.bin': 'x'.repeat(3000) }, { bios: { file: 'loader.bin' } });
    const profile = await app.import('firmware', { 'update.iso': disc });
    expect(profile.warnings.join(' ')).toContain('only the firmware knows of it');
    const { shown } = await bootLines('firmware');
    expect(shown).toEqual([
      expect.stringMatching(/^kernel \S*memdisk iso raw$/),
      'initrd http://s/b/N/images/firmware/update.iso',
    ]);
    await app.import('network', { 'update.iso': disc }, { as: 'sanboot' });
    expect((await bootLines('network')).shown).toEqual(['sanboot http://s/b/N/images/network/update.iso']);
  });
});

describe('a disc that is larger than the memory of the machine', () => {
  const heavy = { 'loader.bin': 'x'.repeat(3000), padding: 'x'.repeat(40 * 2 ** 20) };
  const small = '8000...........';
  const explain = async (id: number) => await app.run(machineExplain, { machine: String(id) });

  test('is not begun where it would lie in memory, and the machine and a person are told the figures', async () => {
    const disc = discOf(heavy, { bios: { file: 'loader.bin' } });
    const profile = await app.import('heavy', { 'heavy.iso': disc });
    expect(profile.spec).toMatchObject({ memoryMib: { bios: 169 } });
    const { id, presented } = await app.addMachine();
    await app.run(machineGrant, { machine: String(id), profiles: ['heavy'] });
    const { script } = await app.boot({ ...presented, platform: 'pcbios', ram: small });
    expect(script).toBe(`#!ipxe
echo Netberth NB8500: machine ${id}: heavy needs 169 MiB of memory, and this machine has 128; it boots its own disk
echo Netberth Give it more memory, or boot a smaller image: netberth machine set ${id} --resting PROFILE
sanboot --no-describe --drive 0x80 || exit 1
`);
    expect(await app.alertsOf({ id })).toEqual([expect.stringContaining('NB8500')]);
    expect(await explain(id)).toMatchObject({ reasonCode: 'NB8500' });
    expect((await app.boot({ ...presented, ram: '0004...........' })).script).toContain('memdisk iso raw');
  });

  test('boots all the same where nothing of it lies in memory', async () => {
    const disc = discOf(heavy, { bios: { file: 'loader.bin' } });
    await app.import('piece-by-piece', { 'd.iso': disc }, { as: 'sanboot' });
    const { id, presented } = await app.addMachine();
    await app.run(machineGrant, { machine: String(id), profiles: ['piece-by-piece'] });
    const { script } = await app.boot({ ...presented, platform: 'pcbios', ram: small });
    expect(script).toContain('sanboot http');
  });

  test('counts for profiles that are made of it, and for saved choices that say how much memdisk needs', async () => {
    await app.import('of-ubuntu', { 'u.iso': discOf({ ...ubuntu, padding: 'x'.repeat(40 * 2 ** 20) }) });
    await app.run(profileCreate, { name: 'made-of-it', disc: 'of-ubuntu' });
    const chosen = { way: 'memory', ram: '1024' };
    const input = { iso: 'http://files.example/disc.iso' };
    await app.run(profileCreate, { name: 'from-elsewhere', product: 'disc-image', choice: chosen, input });
    const reasons = [];
    for (const profile of ['made-of-it', 'from-elsewhere']) {
      const { id, presented } = await app.addMachine();
      await app.run(machineGrant, { machine: String(id), profiles: [profile] });
      await app.boot({ ...presented, platform: 'pcbios', ram: small });
      reasons.push((await explain(id)).reason);
    }
    expect(reasons).toEqual([
      expect.stringContaining('made-of-it needs 169 MiB of memory, and this machine has 128'),
      expect.stringContaining('from-elsewhere needs 1024 MiB of memory, and this machine has 128'),
    ]);
  });
});

test('most of what the system runs from has left: the install has started, and the next boot is the disk', async () => {
  await app.import('started', { 'live.iso': discOf(live) });
  const { ask, machine, urls } = await bootLines('started');
  const rootfs = (urls[0] ?? '').replace(/vmlinuz$/, 'filesystem.squashfs');
  await ask(rootfs.replace('/live/', '/LIVE/'), { range: 'bytes=0-3' });
  expect(await app.stateOf(machine)).toBe('granted');
  await ask(rootfs.replace('/live/', '/LIVE/'));
  expect(await app.stateOf(machine)).toBe('installing');
});

describe('a profile of an imported disc', () => {
  const set = {
    user: 'ops',
    'ssh-keys': 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtaEY5nwu7dolQGXhQ2V3VyGhH4poMC0lvmEkfVu7Qx ops@desk',
  };

  test('installs unattended from the files of the disc, with the answer file that comes along', async () => {
    await app.import('disc-of-ubuntu', { 'u.iso': discOf(ubuntu) });
    const made = await app.run(profileCreate, {
      name: 'web',
      disc: 'disc-of-ubuntu',
      answers: 'default',
      set,
    });
    expect(made).toMatchObject({ destructive: true, files: [], answers: { 'user-data': 'user-data' } });
    const { shown } = await bootLines('web');
    expect(shown[0]).toContain(
      'kernel http://s/images/disc-of-ubuntu/u.iso/casper/vmlinuz initrd=initrd0 root=/dev/ram0 ramdisk_size=1500000 cloud-config-url=/dev/null url=http://s/images/disc-of-ubuntu/u.iso autoinstall ds=nocloud-net;s=http://s/config/',
    );
  });

  test('of ESXi gets the boot.cfg of the disc with its kickstart', async () => {
    await app.import('disc-of-esxi', { 'e.iso': discOf(esxi) });
    await app.run(profileCreate, {
      name: 'esx',
      disc: 'disc-of-esxi',
      input: { kickstart: 'vmaccepteula\n' },
    });
    const { shown, ask } = await bootLines('esx', 'efi');
    const [, config = ''] = /-c (\S+)/.exec(shown[0] ?? '') ?? [];
    const { text } = await ask(config.replace('http://s', ''));
    expect(text.replaceAll(app.bootUrl, 'http://s')).toMatch(
      /^prefix=http:\/\/s\/images\/disc-of-esxi\/e\.iso$[^]*^kernelopt=runweasel ks=http:\/\/s\/config\/\d+\/[0-9a-f]{32}\/ks\.cfg ip=/m,
    );
  });

  test('keeps its disc: that cannot be removed before', async () => {
    await app.import('disc-of-rocky', { 'r.iso': discOf(rocky) });
    await app.run(profileCreate, { name: 'db', disc: 'disc-of-rocky', answers: 'default', set });
    expect(await app.refusal(profileRemove, { profile: 'disc-of-rocky' })).toBe(
      'NB8602 the files of "disc-of-rocky" are needed by the profiles db. Remove those first: netberth profile remove NAME',
    );
    await app.run(profileRemove, { profile: 'db' });
    await app.run(profileRemove, { profile: 'disc-of-rocky' });
  });

  test('is refused of what is no disc, and without saying of what', async () => {
    await app.run(profileCreate, { name: 'plain', product: 'debian' });
    expect(await app.refusal(profileCreate, { name: 'x', disc: 'plain' })).toContain('NB8601');
    expect(await app.refusal(profileCreate, { name: 'x' })).toContain('NB8600');
    await app.import('private', { 'u.iso': discOf(ubuntu) }, { private: true });
    expect(await app.refusal(profileCreate, { name: 'x', disc: 'private' })).toContain(
      'its files are served to its own boots only',
    );
  });
});

describe('an ISO that is not as it should be', () => {
  test('is refused when it is cut short', async () => {
    const whole = discOf(rocky);
    const answer = await app.upload('cut', await tarOf({ 'r.iso': whole.subarray(0, whole.length - 2048) }));
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('r.iso is cut short')]);
  });

  test('is refused when its checksum is another', async () => {
    const sums = { 'r.iso.sha256': `${'0'.repeat(64)}  r.iso\n` };
    const answer = await app.upload('bad', await tarOf({ ...sums, 'r.iso': discOf(rocky) }));
    expect([answer.status, answer.text]).toEqual([
      422,
      expect.stringContaining('r.iso is not what r.iso.sha256 says: the sha256 000'),
    ]);
  });

  test("is refused with the way out when it is a CD of Debian's", async () => {
    const files = { 'install.amd/vmlinuz': 'k', 'dists/bookworm/Release': '' };
    const answer = await app.upload('cd', await tarOf({ 'debian.iso': discOf(files) }));
    expect(answer.text).toContain('netberth profile create NAME --product debian --release bookworm');
  });
});

test('a dry run says what it would be, and nothing is there afterwards', async () => {
  const profile = await app.import('dry', { 'u.iso': discOf(ubuntu) }, { dryRun: true });
  expect(profile.spec).toMatchObject({ product: 'disc-subiquity', arch: 'x86_64' });
  const { profiles } = await app.run(profileList, {});
  expect(profiles.map(({ name }) => name)).not.toContain('dry');
});

test('what matters on the disc is shown with its checksum, and compared again by a check', async () => {
  await app.import('shown', { 'm.iso': discOf(mini) });
  const { files } = await app.run(profileShow, { profile: 'shown' });
  expect(files.map(({ path, role, sizeBytes }) => `${role} ${path} ${sizeBytes}`)).toEqual([
    expect.stringMatching(/^other m\.iso \d+$/),
    'kernel m.iso/linux 1',
    'initrd m.iso/initrd.gz 1',
  ]);
  expect(files[1]?.sha256).toBe('8254c329a92850f6d539dd376f4816ee2764517da5e0235514af433164480d7a');
  expect(await app.run(profileCheck, { profile: 'shown' })).toEqual({ ok: true, machines: 0, problems: [] });
});

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firmwareInstall, firmwareStatus, tokenCreate } from '@netberth/api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeDeb } from '../../src/features/firmware/debian/deb.fixture.ts';
import { refusalIn, TestApp } from '../harness/start-app.ts';
import { fakeIpxe, folderOf } from './own-firmware.ts';

const x64 = fakeIpxe(0x8664);
const arm64 = fakeIpxe(0xaa64);

let app: TestApp;
let folders: string[];
beforeEach(async () => {
  app = await TestApp.start();
  folders = [];
});
afterEach(async () => {
  await app.stop();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function holding(files: Readonly<Record<string, Buffer | string>>): string {
  const folder = folderOf(files);
  folders.push(folder);
  return folder;
}

function install(files: Readonly<Record<string, Buffer | string>>) {
  return app.run(firmwareInstall, { from: holding(files) });
}

async function installedFiles(): Promise<string[]> {
  return (await app.run(firmwareStatus, {})).files.map(({ file, condition }) => `${file} ${condition}`);
}

describe('from a folder', () => {
  test('files are taken by their names and from where a build of iPXE puts them', async () => {
    const { brought } = await install({
      'ipxe.efi': x64,
      'bin-arm64-efi/ipxe.efi': arm64,
      'bin-x86_64-efi/snponly.efi': x64,
      'isohdpfx.bin': 'boot code',
      README: 'not ours',
    });
    expect(brought).toEqual(['ipxe.efi', 'snponly.efi', 'ipxe-arm64.efi', 'isohdpfx.bin']);
    expect(readdirSync(join(app.data, 'firmware')).sort()).toEqual([
      'ipxe-arm64.efi',
      'ipxe.efi',
      'isohdpfx.bin',
      'manifest.json',
      'snponly.efi',
    ]);
  });

  test('what it does not bring stays as it was', async () => {
    await install({ 'ipxe.efi': x64, 'isohdpfx.bin': 'boot code' });
    const { brought, files } = await install({ 'isohdpfx.bin': 'newer boot code' });
    expect(brought).toEqual(['isohdpfx.bin']);
    expect(files.map(({ file, sizeBytes }) => [file, sizeBytes])).toEqual([
      ['ipxe.efi', x64.length],
      ['isohdpfx.bin', 15],
    ]);
    expect(await installedFiles()).toEqual(['ipxe.efi intact', 'isohdpfx.bin intact']);
  });

  test.each([
    ['for another processor', { 'ipxe.efi': arm64 }, 'it is for arm64 processors, not for x86_64'],
    [
      'for UEFI, named as one for BIOS',
      { 'undionly.kpxe': x64 },
      'it is a UEFI program, and this name is for BIOS machines',
    ],
    [
      'cut off',
      { 'ipxe.efi': x64.subarray(0, x64.length - 1) },
      'it is no UEFI program (PE32+), or it is cut off',
    ],
    ['empty', { memdisk: '' }, 'it is empty'],
    ['no memdisk', { memdisk: 'x'.repeat(1000) }, 'it has no Linux boot header'],
    ['no boot code', { 'isohdpfx.bin': 'x'.repeat(512) }, 'it does not fit into a boot sector (432 bytes)'],
    ['no syslinux module', { 'ldlinux.c32': 'x' }, 'it is no ELF module: another generation of syslinux'],
  ])('a file that is %s is refused, and nothing is installed', async (_, files, why) => {
    const from = holding(files);
    expect(await app.refusal(firmwareInstall, { from })).toBe(
      `NB3030 no firmware was installed: ${Object.keys(files)[0]} (folder ${from}) is not what its name says: ${why}. Put the right file in its place, or leave it out.`,
    );
    expect(existsSync(join(app.data, 'firmware'))).toBe(false);
    expect(readdirSync(join(app.data, 'firmware-sets'))).toEqual([]);
  });

  test('a folder without any known file, and one that does not exist, are told apart', async () => {
    const empty = holding({});
    expect(await app.refusal(firmwareInstall, { from: empty })).toContain(
      `the folder "${empty}" holds no file that Netberth knows. Wanted are undionly.kpxe, `,
    );
    expect(await app.refusal(firmwareInstall, { from: '/nonexistent' })).toBe(
      'NB3030 no firmware was installed: "/nonexistent" does not exist. Check the name; it is a path on the server’s host.',
    );
    expect(await app.refusal(firmwareInstall, { from: '/etc/hostname' })).toBe(
      'NB3030 no firmware was installed: "/etc/hostname" is no folder. For package files say --from-deb FILE,…',
    );
    expect(await app.refusal(firmwareInstall, { from: 'here' })).toBe(
      'NB3030 no firmware was installed: "here" is not an absolute path. Name the folder from / on.',
    );
  });

  test('an iPXE whose tables are elsewhere is installed, and said to be unknown', async () => {
    const { files, lacks } = await install({ 'undionly.kpxe': Buffer.alloc(3000, 'x') });
    expect(files.map(({ ipxe }) => ipxe)).toEqual([null]);
    expect(lacks).toEqual([
      {
        lack: 'readable tables',
        means: 'it may be damaged, or packed in a new way; the menu offers it what every iPXE can do',
        files: ['undionly.kpxe'],
      },
    ]);
  });
});

describe('from package files', () => {
  const shipped = { 'usr/lib/ipxe/ipxe-amd64.efi': x64, 'usr/lib/ipxe/ipxe-arm64.efi': arm64 };
  const packageOf = (files: Readonly<Record<string, Buffer>>) =>
    makeDeb({ name: 'ipxe', version: '9.9.9-1', files }, '.zst');

  test('files are taken out, and the manifest names package and version', async () => {
    const folder = holding({ 'ipxe_9.deb': await packageOf(shipped) });
    const { files } = await app.run(firmwareInstall, { fromDeb: [join(folder, 'ipxe_9.deb')] });
    expect(files.map(({ file, package: from, source }) => ({ file, from, source }))).toEqual([
      { file: 'ipxe.efi', from: { name: 'ipxe', version: '9.9.9-1' }, source: 'package file ipxe_9.deb' },
      {
        file: 'ipxe-arm64.efi',
        from: { name: 'ipxe', version: '9.9.9-1' },
        source: 'package file ipxe_9.deb',
      },
    ]);
  });

  test('a truncated one, something else and a package of other things are refused; the old set stays', async () => {
    await install({ 'isohdpfx.bin': 'boot code' });
    const whole = await packageOf(shipped);
    const folder = holding({
      'cut.deb': whole.subarray(0, whole.length - 1000),
      'text.deb': 'hello',
      'other.deb': await packageOf({ 'usr/bin/true': Buffer.from('x') }),
    });
    const refusal = (name: string) => app.refusal(firmwareInstall, { fromDeb: [join(folder, name)] });
    expect(await refusal('cut.deb')).toBe(
      `NB3030 no firmware was installed: "${folder}/cut.deb" is no Debian package, or is cut off. Fetch it again and compare its checksum.`,
    );
    expect(await refusal('text.deb')).toContain('text.deb" is no Debian package, or is cut off.');
    expect(await refusal('other.deb')).toBe(
      `NB3030 no firmware was installed: "${folder}/other.deb" holds nothing that Netberth knows. Wanted are the packages ipxe, syslinux-common, isolinux, seabios.`,
    );
    expect(await refusal('none.deb')).toContain('none.deb" does not exist.');
    expect(await installedFiles()).toEqual(['isohdpfx.bin intact']);
  });

  test('two packages that bring the same file are refused', async () => {
    const folder = holding({ 'a.deb': await packageOf(shipped), 'b.deb': await packageOf(shipped) });
    const fromDeb = [join(folder, 'a.deb'), join(folder, 'b.deb')];
    expect(await app.refusal(firmwareInstall, { fromDeb })).toBe(
      'NB3030 no firmware was installed: several of the packages bring ipxe.efi. Name one package of each sort.',
    );
  });
});

describe('who and what may', () => {
  test('one source at a time', async () => {
    expect(await app.refusal(firmwareInstall, { from: '/srv', suite: 'sid' })).toBe(
      'NB3030 no firmware was installed: several sources are named. Say one of --from, --from-deb, or --suite and --mirror.',
    );
  });

  test('nobody elsewhere may name files of this host', async () => {
    const { token } = await app.run(tokenCreate, { name: 'ci', permissions: ['firmware:write'] });
    const answer = await app.send(firmwareInstall, { from: holding({ 'ipxe.efi': x64 }) }, token);
    expect(refusalIn(answer)).toBe(
      'NB3030 no firmware was installed: files of the server’s host can only be named on that host. Run the command there, without --server; or install from the Debian mirror.',
    );
  });

  test.each([
    ['a suite', { suite: 'sid main\nTrusted: yes' }],
    ['a mirror', { mirror: 'http://mirror.example/debian\nTrusted: yes' }],
    ['a mirror that is a file', { mirror: 'file:/srv/debian' }],
  ])('nothing else than the name of %s gets into the settings of apt', async (_, input) => {
    expect(await app.refusal(firmwareInstall, input)).toContain('NB3001 the input is not usable');
  });

  test('of two installations at once, one is told to wait', async () => {
    const from = holding({ 'ipxe.efi': x64, 'ipxe-arm64.efi': arm64 });
    const answers = await Promise.all([1, 2].map(() => app.send(firmwareInstall, { from })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    expect(answers.filter(({ status }) => status === 409).map(refusalIn)).toEqual([
      expect.stringMatching(
        /^NB3031 firmware is being installed by somebody else \(.+\)\. See netberth firmware status, then try again\.$/,
      ),
    ]);
    expect(await installedFiles()).toEqual(['ipxe.efi intact', 'ipxe-arm64.efi intact']);
  });
});

describe('what is on the disk', () => {
  test('a file that was changed and one that is gone are found, and installing again mends them', async () => {
    const from = holding({ 'ipxe.efi': x64, 'ipxe-arm64.efi': arm64, 'isohdpfx.bin': 'boot code' });
    await app.run(firmwareInstall, { from });
    writeFileSync(join(app.data, 'firmware', 'ipxe.efi'), 'mine');
    rmSync(join(app.data, 'firmware', 'isohdpfx.bin'));
    expect((await app.run(firmwareStatus, {})).ok).toBe(false);
    expect(await installedFiles()).toEqual([
      'ipxe.efi changed',
      'ipxe-arm64.efi intact',
      'isohdpfx.bin gone',
    ]);
    await app.run(firmwareInstall, { from });
    expect((await app.run(firmwareStatus, {})).ok).toBe(true);
  });

  test('a changed file is not kept by an installation that brings others', async () => {
    await install({ 'ipxe.efi': x64, 'isohdpfx.bin': 'boot code' });
    writeFileSync(join(app.data, 'firmware', 'ipxe.efi'), 'mine');
    await install({ 'isohdpfx.bin': 'boot code' });
    expect(await installedFiles()).toEqual(['isohdpfx.bin intact']);
  });

  test('what a crash left is gone after the next start, and the set is still there', async () => {
    await install({ 'ipxe.efi': x64 });
    mkdirSync(join(app.data, 'firmware-sets', '0123456789abcdef.work', 'lists'), { recursive: true });
    await app.restart();
    expect(await installedFiles()).toEqual(['ipxe.efi intact']);
    expect(readdirSync(join(app.data, 'firmware-sets'))).toHaveLength(1);
  });

  test('a folder that somebody else made is left alone', async () => {
    mkdirSync(join(app.data, 'firmware'));
    writeFileSync(join(app.data, 'firmware', 'undionly.kpxe'), 'mine');
    const from = holding({ 'ipxe.efi': x64 });
    expect(await app.refusal(firmwareInstall, { from })).toBe(
      `NB3030 no firmware was installed: "${app.data}/firmware" was not made by \`netberth firmware install\`. Move it away; then, if its files are wanted, install them with --from DIR.`,
    );
    expect(readdirSync(join(app.data, 'firmware'))).toEqual(['undionly.kpxe']);
  });

  test('a manifest that cannot be read does not keep the server from starting', async () => {
    await install({ 'ipxe.efi': x64 });
    writeFileSync(join(app.data, 'firmware', 'manifest.json'), '{"format":1,');
    await app.restart();
    const status = await app.run(firmwareStatus, {});
    expect([status.ok, status.files]).toEqual([false, []]);
    expect(status.fault).toContain(`${app.data}/firmware/manifest.json cannot be read: `);
    expect((await app.ask('/firmware/ipxe.efi')).status).toBe(404);
    await install({ 'ipxe.efi': x64 });
    expect((await app.run(firmwareStatus, {})).fault).toBeNull();
  });

  const mayMount = process.getuid?.() === 0;
  const name = mayMount ? '' : ' (skipped: only root may mount a small disk)';
  test(`a full disk is called that, and the old set stays${name}`, { skip: !mayMount }, async () => {
    await install({ 'isohdpfx.bin': 'boot code' });
    const sets = join(app.data, 'firmware-sets');
    await app.run(firmwareStatus, {});
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', sets]);
    try {
      chmodSync(sets, 0o755);
      const from = holding({ 'bios.bin': Buffer.alloc(131_072, 'x') });
      expect(await app.refusal(firmwareInstall, { from })).toBe(
        'NB3030 no firmware was installed: the disk of the data folder is full. Free about 100 MB, then install again.',
      );
    } finally {
      execFileSync('umount', [sets]);
    }
    expect(await installedFiles()).toEqual(['isohdpfx.bin intact']);
  });
});

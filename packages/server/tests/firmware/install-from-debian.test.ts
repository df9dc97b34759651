import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { auditList, firmwareInstall, firmwareStatus } from '@netberth/api';
import type { FirmwareFile, FirmwareStatus } from '@netberth/api';
import { capabilitySets } from '@netberth/ipxe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestApp } from '../harness/start-app.ts';
import { fetchDebianPackages } from './debian-firmware.ts';

const all = ['ipxe', 'isolinux', 'seabios', 'syslinux-common'];
const trixie = await fetchDebianPackages('trixie', all);
const debs = trixie.kind === 'fetched' ? trixie.packages : [];
const isHere = trixie.kind === 'fetched';
const skipped = isHere ? '' : ` (skipped: ${trixie.why})`;

/** What trixie was released with; the figures below are of these very files. */
const ipxeVersion = '1.21.1+git20250501.dad20602+dfsg-1';
const isReleased = debs.some((path) => path.endsWith(`/ipxe_${ipxeVersion}_all.deb`));
const otherVersion = isHere && !isReleased ? ' (skipped: the mirror has another version)' : skipped;

function isSameSet(found: readonly string[], wanted: ReadonlySet<string>): boolean {
  return found.length === wanted.size && found.every((each) => wanted.has(each));
}

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(async () => {
  await app.stop();
  if (trixie.kind === 'fetched') rmSync(trixie.folder, { recursive: true });
});

describe(`installing from the Debian mirror of this host${skipped}`, { skip: !isHere }, () => {
  let installed: FirmwareStatus & { brought: string[] };
  beforeAll(async () => {
    installed = await app.run(firmwareInstall, { suite: 'trixie' });
  }, 120_000);

  test('brings every file that Debian has, each from its package', () => {
    expect(installed.files.map((file) => [file.file, file.architecture, file.package?.name])).toEqual([
      ['undionly.kpxe', 'i386', 'ipxe'],
      ['ipxe.pxe', 'i386', 'ipxe'],
      ['ipxe.lkrn', 'i386', 'ipxe'],
      ['ipxe.efi', 'x86_64', 'ipxe'],
      ['snponly.efi', 'x86_64', 'ipxe'],
      ['ipxe-arm64.efi', 'arm64', 'ipxe'],
      ['memdisk', 'i386', 'syslinux-common'],
      ['isolinux.bin', 'i386', 'isolinux'],
      ['isohdpfx.bin', 'i386', 'isolinux'],
      ['ldlinux.c32', 'i386', 'syslinux-common'],
      ['bios.bin', 'i386', 'seabios'],
      ['vgabios-stdvga.bin', 'i386', 'seabios'],
    ]);
    expect(new Set(installed.files.map(({ source }) => source))).toEqual(new Set(['Debian trixie']));
  });

  test('leaves these files and the manifest in the folder, and nothing anywhere else', () => {
    expect(readdirSync(join(app.data, 'firmware')).sort()).toEqual(
      [...installed.files.map(({ file }) => file), 'manifest.json'].sort(),
    );
    expect(readdirSync(join(app.data, 'firmware-sets'))).toHaveLength(1);
  });

  test('status says the same as the installation did', async () => {
    const { brought, ...told } = installed;
    expect(brought).toEqual(installed.files.map(({ file }) => file));
    expect(await app.run(firmwareStatus, {})).toEqual(told);
    expect(told.ok).toBe(true);
  });

  test('the audit record names every file with its checksum and package', async () => {
    const { records } = await app.run(auditList, { limit: 1000 });
    const record = records.findLast(({ command }) => command === 'firmware.install');
    const [first] = installed.files;
    expect(record?.before).toBeNull();
    expect(record?.after).toMatchObject({
      'undionly.kpxe': {
        sha256: first?.sha256,
        source: 'Debian trixie',
        package: `ipxe ${first?.package?.version ?? ''}`,
      },
    });
  });

  test('machines get the very bytes', async () => {
    const { headers } = await app.ask({ path: '/firmware/ipxe.efi', method: 'HEAD' });
    expect([headers['content-type'], Number(headers['content-length'])]).toEqual([
      'application/efi',
      readFileSync(join(app.data, 'firmware', 'ipxe.efi')).length,
    ]);
  });

  test('refuses a suite whose iPXE has neither HTTPS nor autoexec.ipxe, and changes nothing', async () => {
    expect(await app.refusal(firmwareInstall, { suite: 'bookworm' })).toBe(
      'NB3030 no firmware was installed: the iPXE of Debian bookworm is too old (1.0.0+git-20190125.36a4c85-5.1): it lacks HTTPS or autoexec.ipxe. Name a newer suite: --suite trixie, --suite sid.',
    );
    expect((await app.run(firmwareStatus, {})).installedAt).toBe(installed.installedAt);
  });
});

describe(`installing from package files${skipped}`, { skip: !isHere }, () => {
  test('brings the same bytes as apt does, without apt', async () => {
    const other = await TestApp.start();
    const fromFiles = await other.run(firmwareInstall, { fromDeb: [...debs] });
    const fromApt = await app.run(firmwareStatus, {});
    const sums = (status: FirmwareStatus) => status.files.map(({ file, sha256 }) => [file, sha256]);
    expect(sums(fromFiles)).toEqual(sums(fromApt));
    await other.stop();
  });
});

describe(`what trixie's iPXE can do${otherVersion}`, { skip: !isReleased }, () => {
  let files: readonly FirmwareFile[];
  let status: FirmwareStatus;
  beforeAll(async () => {
    status = await app.run(firmwareInstall, { fromDeb: [...debs] });
    files = status.files;
  });
  const fileOf = (name: string) => files.find(({ file }) => file === name);

  test('ipxe.lkrn can do what our capability set of BIOS says, and nothing else', () => {
    const { commands, features } = capabilitySets['debian-trixie'].pcbios;
    expect(fileOf('ipxe.lkrn')?.ipxe).toEqual({
      version: ipxeVersion,
      commands: [...commands].sort(),
      features: expect.toSatisfy((found: string[]) => isSameSet(found, features)),
      drivers: ['netvsc', 'virtio-net', 'vmxnet3', 'netfront'],
    });
  });

  test('ipxe.efi can do what our capability set of UEFI says, and nothing else', () => {
    const { commands, features } = capabilitySets['debian-trixie'].efi;
    expect(fileOf('ipxe.efi')?.ipxe).toEqual({
      version: ipxeVersion,
      commands: [...commands].sort(),
      features: expect.toSatisfy((found: string[]) => isSameSet(found, features)),
      drivers: ['netvsc', 'virtio-net', 'vmxnet3', 'netfront'],
    });
  });

  test('undionly.kpxe is shown whole', () => {
    expect(fileOf('undionly.kpxe')).toEqual({
      file: 'undionly.kpxe',
      kind: 'ipxe',
      platform: 'pcbios',
      architecture: 'i386',
      sizeBytes: 108847,
      sha256: '391bfe580ec9f823d046ee390765d6c389f482b9a8b9fae0f90871cd8ff57828',
      package: { name: 'ipxe', version: ipxeVersion },
      source: `package file ipxe_${ipxeVersion}_all.deb`,
      installedAt: status.installedAt,
      condition: 'intact',
      ipxe: {
        version: ipxeVersion,
        commands:
          'autoboot boot certfree certstat certstore chain choose clear colour config console cpair cpuid dhcp echo exit form goto help ifclose ifconf iflinkwait ifopen ifstat imgargs imgexec imgfetch imgfree imgload imgselect imgstat inc initrd iseq isset item kernel login menu module ping poweroff present prompt pxebs read reboot route sanboot sanhook sanunhook set shell shim show sleep sync vcreate vdestroy'.split(
            ' ',
          ),
        features: 'http https tftp nfs ipv6 vlan menu console png bzimage multiboot iscsi sanboot-http'.split(
          ' ',
        ),
        drivers: [],
      },
    });
  });

  test('every lack is told with the files that have it and what it means', () => {
    const ofBios = ['undionly.kpxe', 'ipxe.pxe', 'ipxe.lkrn'];
    const ofAll = [...ofBios, 'ipxe.efi', 'snponly.efi', 'ipxe-arm64.efi'];
    expect(status.lacks).toEqual([
      {
        lack: 'COMBOOT',
        files: ofBios,
        means: 'ESXi and other .c32 programs cannot be started on BIOS machines; ESXi on UEFI can',
      },
      {
        lack: 'params',
        files: ofAll,
        means: 'it cannot POST: what a person types at a machine can only be sent inside a URL',
      },
      {
        lack: 'imgverify',
        files: ofAll,
        means: 'it cannot check signatures; what it fetches is as trustworthy as the way it comes',
      },
      { lack: 'ntp', files: ofAll, means: 'it cannot set the clock: with a wrong one, HTTPS fails' },
      {
        lack: 'imgextract',
        files: [...ofBios, 'ipxe.efi', 'snponly.efi'],
        means: 'compressed kernels and images must be unpacked on the server',
      },
    ]);
  });

  test('what Debian does not have is told with the way to get it', () => {
    expect(status.missing).toEqual([
      {
        file: 'snponly-arm64.efi',
        means:
          'arm64 machines cannot start with the network driver of their own firmware; ipxe-arm64.efi serves most',
        wayOut:
          'Debian has none: put snponly-arm64.efi into a folder and run netberth firmware install --from DIR',
      },
      {
        file: 'shimx64.efi',
        means: 'UEFI machines with Secure Boot refuse iPXE; only signed builds of iPXE come with a shim',
        wayOut: 'Debian has none: put shimx64.efi into a folder and run netberth firmware install --from DIR',
      },
      {
        file: 'wimboot',
        means: 'Windows cannot be started',
        wayOut: 'Debian has none: put wimboot into a folder and run netberth firmware install --from DIR',
      },
    ]);
  });
});

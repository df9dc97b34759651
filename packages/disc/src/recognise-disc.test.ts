import { planFat } from '@netberth/disk-image';
import { describe, expect, test } from 'vitest';
import { discWith } from './disc.fixture.ts';
import type { WholeWay } from './kinds/whole-disc.ts';
import { recogniseDisc } from './recognise-disc.ts';
import type { RecognisedDisc } from './recognised-disc.ts';

type Files = Readonly<Record<string, string>>;
const place = { url: 'http://s/d.iso' };

function recognised(
  files: Files,
  more: Parameters<typeof discWith>[1] = {},
  as: WholeWay | null = null,
): RecognisedDisc {
  const outcome = recogniseDisc(discWith(files, more), place, as);
  if (outcome.kind === 'not-bootable') throw new Error(`${outcome.why} ${outcome.wayOut}`);
  return outcome.disc;
}

function partsOf({ parts }: RecognisedDisc): string {
  return parts.map(({ path, role }) => `${role} ${path}`).join(', ');
}

describe('live systems', () => {
  test("Ubuntu's server disc installs by Subiquity, which fetches the whole ISO", () => {
    const disc = recognised({
      '.disk/info': 'Ubuntu-Server 24.04.1 LTS "Noble Numbat" - Release amd64 (20240827)\n',
      'casper/vmlinuz': 'k',
      'casper/initrd': 'i',
      'casper/install-sources.yaml': '',
    });
    expect(disc).toMatchObject({
      kind: 'subiquity',
      what: 'Ubuntu-Server 24.04.1 LTS "Noble Numbat" - Release amd64 (20240827)',
      arch: 'x86_64',
      isFetchedWhole: true,
      boot: {
        product: 'disc-subiquity',
        choice: {},
        inputs: {
          kernelUrl: 'http://s/d.iso/casper/vmlinuz',
          initrdUrl: 'http://s/d.iso/casper/initrd',
          iso: 'http://s/d.iso',
        },
        args: [],
      },
    });
    expect(partsOf(disc)).toBe('kernel casper/vmlinuz, initrd casper/initrd');
  });

  test('Mint is a live system of casper, with the arguments of its own boot menu', () => {
    const disc = recognised({
      '.disk/info': 'Linux Mint 22 "Wilma" - Release amd64 20240722\n',
      'casper/vmlinuz': 'k',
      'casper/initrd.lz': 'i',
      'casper/filesystem.squashfs': 's',
      'boot/grub/grub.cfg': [
        'menuentry "Start Linux Mint" {',
        '\tlinux\t/casper/vmlinuz  file=/cdrom/preseed/linuxmint.seed boot=casper username=mint hostname=mint ${x} quiet splash --',
        '\tinitrd\t/casper/initrd.lz',
        '}',
      ].join('\n'),
    });
    expect([disc.kind, disc.boot.product, disc.boot.args]).toEqual([
      'casper',
      'disc-casper',
      ['username=mint', 'hostname=mint', 'quiet', 'splash'],
    ]);
  });

  test("Clonezilla is one of Debian's, and keeps what its isolinux says", () => {
    const disc = recognised({
      'live/vmlinuz': 'k',
      'live/initrd.img': 'i',
      'live/filesystem.squashfs': 's',
      'syslinux/isolinux.cfg':
        'label Clonezilla live\n  kernel /live/vmlinuz\n  append initrd=/live/initrd.img boot=live union=overlay username=user components ocs_live_run="ocs-live-general"\n',
    });
    expect(disc.boot).toEqual({
      product: 'disc-live-boot',
      choice: {},
      inputs: {
        kernelUrl: 'http://s/d.iso/live/vmlinuz',
        initrdUrl: 'http://s/d.iso/live/initrd.img',
        rootfsUrl: 'http://s/d.iso/live/filesystem.squashfs',
      },
      args: ['union=overlay', 'username=user', 'components', 'ocs_live_run="ocs-live-general"'],
    });
    expect(partsOf(disc)).toBe('kernel live/vmlinuz, initrd live/initrd.img, image live/filesystem.squashfs');
  });

  test("Debian's own live disc has the version of its kernel in the names", () => {
    const disc = recognised({
      '.disk/info': 'Official Debian GNU/Linux Live 12.5.0 standard 2024-02-10T12:01\n',
      'live/vmlinuz-6.1.0-18-amd64': 'k',
      'live/initrd.img-6.1.0-18-amd64': 'i',
      'live/filesystem.squashfs': 's',
      'install/vmlinuz': 'k',
      'dists/bookworm/Release': '',
    });
    expect([disc.kind, disc.boot.inputs['initrdUrl']]).toEqual([
      'live-boot',
      'http://s/d.iso/live/initrd.img-6.1.0-18-amd64',
    ]);
  });

  test("Fedora's live disc and one of KIWI are dracut's", () => {
    const fedora = {
      'images/pxeboot/vmlinuz': 'k',
      'images/pxeboot/initrd.img': 'i',
      'LiveOS/squashfs.img': 's',
    };
    const kiwi = {
      'boot/x86_64/loader/linux': 'k',
      'boot/x86_64/loader/initrd': 'i',
      'LiveOS/squashfs.img': 's',
    };
    expect([recognised(fedora).kind, recognised(kiwi).kind]).toEqual(['dracut-live', 'dracut-live']);
    expect(recognised(kiwi).boot.inputs['rootfsUrl']).toBe('http://s/d.iso/LiveOS/squashfs.img');
  });

  test('Arch Linux and its kin are told by the folder of their file system', () => {
    const disc = recognised({
      'arch/boot/x86_64/vmlinuz-linux': 'k',
      'arch/boot/x86_64/initramfs-linux.img': 'i',
      'arch/x86_64/airootfs.sfs': 's',
    });
    expect(disc.boot).toMatchObject({
      product: 'disc-archiso',
      inputs: { media: 'http://s/d.iso', folder: 'arch' },
    });
  });
});

describe('installers', () => {
  const anaconda = {
    'images/pxeboot/vmlinuz': 'k',
    'images/pxeboot/initrd.img': 'i',
    'images/install.img': 's',
  };

  test('a DVD of Red Hat or Fedora has its packages; a netinst takes them from a mirror', () => {
    const dvd = recognised({
      ...anaconda,
      '.treeinfo': '[general]\nname = Rocky Linux 9.4\narch = x86_64\n',
      'BaseOS/repodata/repomd.xml': '',
    });
    expect([dvd.kind, dvd.what, dvd.boot.choice]).toEqual([
      'anaconda',
      'Rocky Linux 9.4',
      { packages: 'disc' },
    ]);
    const netinst = recognised(anaconda);
    expect([netinst.boot.choice, netinst.notes]).toEqual([
      { packages: 'mirror' },
      ['There are no packages on the disc: the machine must reach a mirror of the distribution.'],
    ]);
  });

  test("Debian's mini.iso is the installer for a network, wherever the kernel lies", () => {
    const mini = recognised({
      linux: 'k',
      'initrd.gz': 'i',
      '.disk/mini-info': 'Debian GNU/Linux 12 amd64\n',
    });
    expect([mini.kind, mini.boot.inputs]).toEqual([
      'debian-installer',
      { kernelUrl: 'http://s/d.iso/linux', initrdUrl: 'http://s/d.iso/initrd.gz' },
    ]);
    const alternate = recognised({
      'install/netboot/ubuntu-installer/amd64/linux': 'k',
      'install/netboot/ubuntu-installer/amd64/initrd.gz': 'i',
    });
    expect(alternate.boot.inputs['kernelUrl']).toBe(
      'http://s/d.iso/install/netboot/ubuntu-installer/amd64/linux',
    );
  });

  test("Debian's CDs cannot be booted over a network, and what can is named", () => {
    const files = { 'install.amd/vmlinuz': 'k', 'install.amd/initrd.gz': 'i', 'dists/bookworm/Release': '' };
    const info = { '.disk/info': 'Debian GNU/Linux 12.5.0 "Bookworm" - Official amd64 NETINST\n' };
    expect(recogniseDisc(discWith({ ...files, ...info }), place)).toEqual({
      kind: 'not-bootable',
      what: 'Debian GNU/Linux 12.5.0 "Bookworm" - Official amd64 NETINST',
      why: 'Its installer takes its packages from a CD drive, and cannot see a disc that came over the network.',
      wayOut:
        'The same installer, with its packages from a mirror, is in the catalogue: netberth profile create NAME --product debian --release bookworm. A mini.iso or netboot disc can be imported.',
    });
  });

  test('SUSE to 15 has YaST, from 16 Agama', () => {
    const loader = { 'boot/x86_64/loader/linux': 'k', 'boot/x86_64/loader/initrd': 'i' };
    expect(recognised({ ...loader, 'boot/x86_64/root': 's' })).toMatchObject({
      kind: 'linuxrc',
      boot: { product: 'disc-linuxrc', inputs: { media: 'http://s/d.iso' } },
    });
    const agama = { ...loader, 'LiveOS/squashfs.img': 's', 'install/repodata/repomd.xml': '' };
    expect(recognised(agama)).toMatchObject({ kind: 'agama', boot: { choice: { packages: 'disc' } } });
  });

  test('Proxmox gets its ISO in the initrd; one that was prepared installs by itself', () => {
    const files = { 'boot/linux26': 'k', 'boot/initrd.img': 'i', 'pve-base.squashfs': 's' };
    expect(recognised(files)).toMatchObject({ kind: 'proxmox', boot: { choice: {} }, isFetchedWhole: true });
    expect(recognised({ ...files, 'auto-installer-mode.toml': '' }).boot).toMatchObject({
      choice: { mode: 'automatic' },
      inputs: { prepared: 'http://s/d.iso' },
    });
  });

  test('ESXi is told by boot.cfg, whatever its capitals, and tells its build', () => {
    const bootcfg =
      'bootstate=0\ntitle=Loading ESXi installer\nkernel=/b.b00\nkernelopt=runweasel cdromBoot\nmodules=/jumpstrt.gz --- /useropts.gz\nbuild=8.0.2-0.0.22380479\n';
    const disc = recognised({ 'BOOT.CFG': bootcfg, 'MBOOT.C32': 'm', 'EFI/BOOT/BOOTX64.EFI': 'e' });
    expect([disc.kind, disc.what, disc.arch]).toEqual(['esxi', 'ESXi installer', 'x86_64']);
    expect(disc.how).toContain('(build 8.0.2-0.0.22380479)');
    expect(disc.boot).toEqual({
      product: 'esxi',
      choice: {},
      inputs: { media: 'http://s/d.iso', bootcfg },
      args: [],
    });
  });

  test('Windows is told from Windows PE by what it would install', () => {
    const files = { 'sources/boot.wim': 'w', bootmgr: 'b', 'bootmgr.efi': 'e' };
    expect(recognised({ ...files, 'sources/install.esd': 'i' }).kind).toBe('windows');
    expect(recognised(files).kind).toBe('windows-pe');
    expect(partsOf(recognised(files))).toBe('image sources/boot.wim');
    expect(recognised(files).notes).toEqual([
      'Machines fetch wimboot from its makers over HTTPS, unless this server has it: netberth firmware install --from DIR.',
    ]);
  });

  test('Windows whose image is in pieces needs a share, and any other installs from the disc', () => {
    const files = { 'sources/boot.wim': 'w', bootmgr: 'b' };
    expect(recognised({ ...files, 'SOURCES/INSTALL.SWM': 'i', 'SOURCES/INSTALL2.SWM': 'i' }).notes[0]).toBe(
      'Its image is in pieces, which only the setup of Windows puts together: with --answers default say where it lies on a share (--set share=).',
    );
    expect(recognised({ ...files, 'sources/install.wim': 'i' }).notes[0]).toBe(
      'Without an answer file its setup asks for the medium, which it cannot see over HTTP.',
    );
  });
});

test('what is fetched into memory must have room there: the file system, the ISO, or the ISO twice', () => {
  const memoryOf = (files: Files) => {
    const outcome = recogniseDisc({ ...discWith(files), sizeBytes: 2 ** 30 }, place);
    return outcome.kind === 'recognised' && outcome.disc.memoryMib;
  };
  const live = { 'live/vmlinuz': 'k', 'live/initrd.img': 'i' };
  expect(memoryOf({ ...live, 'live/filesystem.squashfs': 'x'.repeat(3 * 2 ** 20 - 2) })).toEqual({
    bios: 131,
    efi: 131,
  });
  expect(memoryOf({ 'casper/vmlinuz': '', 'casper/initrd': '' })).toEqual({ bios: 1152, efi: 1152 });
  const proxmox = { 'boot/linux26': '', 'boot/initrd.img': '', 'pve-base.squashfs': '' };
  expect(memoryOf(proxmox)).toEqual({ bios: 2176, efi: 2176 });
});

describe('what nobody knows', () => {
  const files = { 'loader.bin': 'x'.repeat(3000), readme: 'text' };
  const bios = { bios: { file: 'loader.bin' } } as const;

  test('is held in memory on BIOS, and it is said what that means', () => {
    const disc = recognised(files, bios);
    expect([disc.kind, disc.boot.choice]).toEqual(['memdisk', { way: 'memory', ram: '256' }]);
    expect(disc.notes).toEqual([
      'A machine needs 256 MiB of RAM: the disc lies in it.',
      'It starts on BIOS only: there is nothing for UEFI on it.',
      'Once the kernel of the system has drivers of its own, it does not see this disc any more, because only the firmware knows of it: a system that needs more than its kernel and initrd from the disc stops there. DOS, memory tests, firmware updates and what lies whole in its initrd work.',
    ]);
  });

  test('is a disk over the network on UEFI, and where it is too large for memory', () => {
    const volume = planFat({ label: 'EFI', volumeId: 1, epochSeconds: 1_700_000_000, files: [] });
    if (volume.kind === 'refused') throw new Error('no volume');
    const uefi = { uefi: { image: volume.plan } };
    expect(recognised(files, { ...bios, ...uefi }).boot.choice).toEqual({ way: 'both', ram: '256' });
    expect(recognised(files, uefi)).toMatchObject({ kind: 'sanboot', boot: { choice: { way: 'network' } } });
    const large = { ...discWith(files, bios), sizeBytes: 5 * 2 ** 30 };
    expect(recogniseDisc(large, place)).toMatchObject({ disc: { kind: 'sanboot' } });
  });

  test('needs memory for all of it where it lies in memory, and for none where it does not', () => {
    const volume = planFat({ label: 'EFI', volumeId: 1, epochSeconds: 1_700_000_000, files: [] });
    if (volume.kind === 'refused') throw new Error('no volume');
    const content = { ...discWith(files, { ...bios, uefi: { image: volume.plan } }), sizeBytes: 2 ** 30 };
    expect(recogniseDisc(content, place)).toMatchObject({ disc: { memoryMib: { bios: 1152 } } });
    expect(recogniseDisc(content, place, 'sanboot')).toMatchObject({ disc: { memoryMib: {} } });
  });

  test('a person may ask for it, also of a disc that is known', () => {
    const known = { ...files, 'casper/vmlinuz': 'k', 'casper/initrd': 'i' };
    expect(recognised(known, bios, 'memdisk').kind).toBe('memdisk');
    expect(recognised(known, bios, 'sanboot').kind).toBe('sanboot');
  });

  test('without a boot record it is refused with what to do', () => {
    expect(recogniseDisc(discWith(files), place)).toMatchObject({
      kind: 'not-bootable',
      what: 'DISC',
      why: 'Nothing on it can be started: it has no boot record (El Torito), and no kernel where systems have theirs.',
    });
  });
});

import { createHash } from 'node:crypto';
import type { ImageFiles } from './images.ts';

const parts = {
  vmlinuz: 'the kernel',
  initrd: 'the initrd',
  'rootfs.squashfs': 's'.repeat(1000),
  'machine/host.conf.liquid': 'rack = {{ machine.labels.rack }}\n',
};

/** What `netberth live build` makes, in little. @param more goes over what its manifest says */
export function liveImage(more: object = {}): ImageFiles {
  const files = Object.entries(parts).map(([path, content]) => ({
    path,
    sizeBytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
  const manifest = {
    ...{ kind: 'netberth-live', name: 'hypervisor', version: '1.0', date: '2026-11-01T00:00:00.000Z' },
    system: { distribution: 'debian', release: 'bookworm', arch: 'x86_64' },
    ...{ kernelRelease: '6.1.0', live: 'dracut', network: 'networkd', args: 'console=ttyS0', memoryMib: 600 },
    ...{ kernel: 'vmlinuz', initrd: 'initrd', root: 'rootfs.squashfs', sbom: 'sbom.cdx.json', persist: null },
    machine: {
      sshKeys: [
        '{% if machine.metadata.key %}{{ machine.metadata.key | line }}{% endif %}',
        'ssh-ed25519 AAAA ops@desk',
      ],
      files: [
        { path: '/etc/host.conf', template: 'machine/host.conf.liquid', mode: '0640', owner: 'root:adm' },
      ],
    },
    files,
    packages: [],
    ...more,
  };
  return { 'manifest.json': JSON.stringify(manifest), ...parts, 'sbom.cdx.json': '{}' };
}

/** The texts of an archive that the server made for a machine, by the paths that they go to. */
export function machineFilesIn(archive: string): Readonly<Record<string, string>> {
  const bytes = Buffer.from(archive);
  const entries = new Map<string, string>();
  for (let at = 0; at < bytes.length;) {
    const number = (field: number) =>
      Number.parseInt(bytes.toString('latin1', at + 6 + field * 8, at + 14 + field * 8), 16);
    const [size, nameSize] = [number(6), number(11)];
    const content = Math.ceil((at + 110 + nameSize) / 4) * 4;
    entries.set(
      bytes.toString('utf8', at + 110, at + 109 + nameSize),
      bytes.toString('utf8', content, content + size),
    );
    at = Math.ceil((content + size) / 4) * 4;
  }
  const list = entries.get('netberth/machine/list') ?? '';
  const own = [...list.matchAll(/^(\S+) (\S+) (\d+) (.+)$/gm)].map(([, mode, owner, number, path]) => [
    `${mode} ${owner} ${path}`,
    entries.get(`netberth/machine/files/${number}`) ?? '',
  ]);
  return { ...Object.fromEntries(own), 'boot.env': entries.get('netberth/machine/boot.env') ?? '' };
}

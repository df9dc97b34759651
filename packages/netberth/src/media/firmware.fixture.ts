import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FirmwareFile } from '@netberth/api';

const ipxe = {
  version: '2.0.0',
  commands: ['iflinkwait'],
  features: ['autoexec', 'https', 'ipv6'],
  drivers: [],
};
const installedAt = '2026-01-01T00:00:00.000Z';

/** A firmware folder whose loaders boot nothing: an iPXE that can do all but VLAN, isolinux with its signature, a kernel that begins as one. */
export async function installFakeFirmware(data: string): Promise<void> {
  const isolinux = Buffer.alloc(4096);
  isolinux.set([0xfb, 0xc0, 0x78, 0x70], 64);
  const kernel = Buffer.alloc(5000);
  kernel.set([0xeb, 0x46], 0x200);
  const files = [
    { file: 'isolinux.bin', kind: 'isolinux', platform: 'pcbios', bytes: isolinux },
    { file: 'isohdpfx.bin', kind: 'hybrid-mbr', platform: 'pcbios', bytes: Buffer.alloc(432) },
    { file: 'ldlinux.c32', kind: 'syslinux-module', platform: 'pcbios', bytes: Buffer.alloc(100, 1) },
    { file: 'ipxe.lkrn', kind: 'ipxe', platform: 'pcbios', bytes: kernel },
    { file: 'ipxe.efi', kind: 'ipxe', platform: 'efi', bytes: Buffer.alloc(5000, 3) },
  ] as const;
  const folder = join(data, 'firmware');
  await mkdir(folder, { recursive: true });
  for (const { file, bytes } of files) await writeFile(join(folder, file), bytes);
  const known = files.map(({ file, kind, platform, bytes }): FirmwareFile => {
    const architecture = platform === 'efi' ? 'x86_64' : 'i386';
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const what = { file, kind, platform, architecture, sizeBytes: bytes.length, sha256 } as const;
    return { ...what, package: null, source: 'a test', installedAt, ipxe: kind === 'ipxe' ? ipxe : null };
  });
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ format: 1, installedAt, files: known }));
}

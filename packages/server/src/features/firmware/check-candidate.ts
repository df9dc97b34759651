import { createHash } from 'node:crypto';
import type { FirmwareFile, FirmwareKind } from '@netberth/api';
import type { FirmwareCandidate } from './firmware-candidate.ts';
import { firmwareRefused } from './firmware-refused.ts';
import { loadPe } from './probe/load-pe.ts';
import { probeIpxe } from './probe/probe-ipxe.ts';

/**
 * A candidate as the manifest describes it; its content fits its name.
 * @throws CommandRefused when it is something else: a machine would hang with it, and nobody would see why
 */
export function checkCandidate(candidate: FirmwareCandidate, installedAt: string): FirmwareFile {
  const { known, content, source } = candidate;
  const { file, kind, platform, architecture } = known;
  const probed = kind === 'ipxe' ? probeIpxe(content, known) : null;
  const fault = probed?.kind === 'not-ipxe' ? probed.why : faultOf(kind, content);
  if (fault !== null)
    throw firmwareRefused(
      `${file} (${source}) is not what its name says: ${fault}`,
      'Put the right file in its place, or leave it out.',
    );
  return {
    ...{ file, kind, platform, architecture, source, installedAt, package: candidate.package },
    sizeBytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    ipxe: probed?.kind === 'ipxe' ? probed.build : null,
  };
}

/** What shows that a file is not of its kind; null: nothing. */
function faultOf(kind: FirmwareKind, content: Buffer): string | null {
  if (content.length === 0) return 'it is empty';
  switch (kind) {
    case 'ipxe':
      return null;
    case 'memdisk':
      return hasAt(content, 0x202, 'HdrS') ? null : 'it has no Linux boot header';
    case 'isolinux':
      return content.includes('ISOLINUX') ? null : 'nothing in it says ISOLINUX';
    case 'hybrid-mbr':
      return content.length <= 432 ? null : 'it does not fit into a boot sector (432 bytes)';
    case 'syslinux-module':
      return hasAt(content, 0, '\u007fELF') ? null : 'it is no ELF module: another generation of syslinux';
    case 'emulator-bios':
      return content.length % 65_536 === 0 ? null : 'its size is no multiple of 64 KiB';
    case 'emulator-vga-bios':
      return content.readUInt16LE(0) === 0xaa55 ? null : 'it has no option ROM header';
    case 'secure-boot-shim':
      return loadPe(content) === null ? 'it is no UEFI program' : null;
    case 'windows-loader':
      return content.includes('wimboot') ? null : 'nothing in it says wimboot';
  }
}

function hasAt(content: Buffer, offset: number, text: string): boolean {
  return content.toString('latin1', offset, offset + text.length) === text;
}

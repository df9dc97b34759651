import type { Platform } from '../../capability-set.ts';
import { isBlank } from '../../blank-character.ts';
import { utf8Text } from '../utf8.ts';
import type { ImageType } from './image.ts';

const script: ImageType = { name: 'script', runs: 'script' };
const bzImage: ImageType = { name: 'bzImage', runs: 'kernel' };
const multiboot: ImageType = { name: 'Multiboot', runs: 'kernel' };
const elf: ImageType = { name: 'ELF', runs: 'kernel' };
const pxe: ImageType = { name: 'PXE-NBP', runs: 'program' };
const efi: ImageType = { name: 'EFI', runs: 'kernel' };
const png: ImageType = { name: 'PNG', runs: 'nothing' };

/** Memory that a PXE program may take, from 0x7c00 up to where BIOS and iPXE begin. */
const largestPxeBytes = 0x9_0000;

/**
 * What iPXE takes a file for, or null (src/image/*.c).
 *
 * BIOS: a file of no other kind, if it fits below 640 KiB, is a PXE program, text and HTML as well.
 */
export function probeImage(
  { bytes, sizeBytes }: { readonly bytes: Uint8Array; readonly sizeBytes: number },
  platform: Platform,
  knowsPng: boolean,
): ImageType | null {
  if (isScript(bytes)) return script;
  if (platform === 'efi') {
    if (hasBytes(bytes, 0, [0x4d, 0x5a])) return isPe(bytes) ? efi : null;
  } else {
    if (hasBytes(bytes, 0x1fe, [0x55, 0xaa]) && hasBytes(bytes, 0x202, [0x48, 0x64, 0x72, 0x53]))
      return bzImage;
    if (hasMultibootHeader(bytes)) return multiboot;
    if (hasBytes(bytes, 0, [0x7f, 0x45, 0x4c, 0x46, 1, 1, 1])) return elf;
  }
  if (knowsPng && hasBytes(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return png;
  const isPxe = platform === 'pcbios' && sizeBytes > 0 && sizeBytes <= largestPxeBytes;
  return isPxe ? pxe : null;
}

function isScript(bytes: Uint8Array): boolean {
  const start = utf8Text(bytes.subarray(0, 7));
  return /^#!(ipxe|gpxe)/.test(start) && isBlank(start.charAt(6));
}

function isPe(bytes: Uint8Array): boolean {
  const at = (bytes[0x3c] ?? 0) + (bytes[0x3d] ?? 0) * 256 + (bytes[0x3e] ?? 0) * 65_536;
  return hasBytes(bytes, at, [0x50, 0x45, 0, 0]);
}

/** The magic number of a Multiboot header, at a multiple of four in the first 8 KiB. */
function hasMultibootHeader(bytes: Uint8Array): boolean {
  for (let at = 0; at < Math.min(bytes.length - 11, 8192); at += 4) {
    if (!hasBytes(bytes, at, [0x02, 0xb0, 0xad, 0x1b])) continue;
    if (((word(bytes, at) + word(bytes, at + 4) + word(bytes, at + 8)) | 0) === 0) return true;
  }
  return false;
}

function word(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  );
}

function hasBytes(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return wanted.every((each, index) => bytes[at + index] === each);
}

import type { MemoryImage } from './memory-image.ts';

/** Of an EFI program: for which processor it is, and how it lies in memory. */
export type LoadedPe = { readonly architecture: 'x86_64' | 'arm64' | 'other'; readonly image: MemoryImage };

/** Larger programs are no boot loaders; keeps a forged header from asking for memory. */
const largestBytes = 64 * 1024 * 1024;

/**
 * Loads a PE32+ program as firmware does (Microsoft PE format, section headers). iPXE is linked to address 0, so the
 * pointers in it are offsets of the loaded image as they stand.
 * @returns null for anything else, and for one that is cut off
 */
export function loadPe(file: Buffer): LoadedPe | null {
  if (file.length < 0x40 || file.toString('latin1', 0, 2) !== 'MZ') return null;
  const header = file.readUInt32LE(0x3c);
  if (header + 24 > file.length || file.toString('latin1', header, header + 4) !== 'PE\0\0') return null;
  const sections = sectionsOf(file, header);
  const sizeBytes = Math.max(0, ...sections.map(({ address, sizeBytes: size }) => address + size));
  if (sizeBytes === 0 || sizeBytes > largestBytes) return null;
  if (sections.some(({ fileOffset, storedBytes }) => fileOffset + storedBytes > file.length)) return null;
  const bytes = Buffer.alloc(sizeBytes);
  for (const { address, fileOffset, storedBytes } of sections)
    file.copy(bytes, address, fileOffset, fileOffset + storedBytes);
  return {
    architecture: architectureOf(file.readUInt16LE(header + 4)),
    image: { bytes, pointerBytes: 8 },
  };
}

type Section = {
  readonly address: number;
  readonly sizeBytes: number;
  readonly fileOffset: number;
  readonly storedBytes: number;
};

function sectionsOf(file: Buffer, header: number): readonly Section[] {
  const count = file.readUInt16LE(header + 6);
  const first = header + 24 + file.readUInt16LE(header + 20);
  const sections: Section[] = [];
  for (let at = first; at < first + count * 40 && at + 40 <= file.length; at += 40) {
    const sizeBytes = file.readUInt32LE(at + 8);
    const storedBytes = Math.min(file.readUInt32LE(at + 16), sizeBytes);
    const address = file.readUInt32LE(at + 12);
    sections.push({ address, sizeBytes, storedBytes, fileOffset: file.readUInt32LE(at + 20) });
  }
  return sections;
}

function architectureOf(machine: number): LoadedPe['architecture'] {
  switch (machine) {
    case 0x8664:
      return 'x86_64';
    case 0xaa64:
      return 'arm64';
    default:
      return 'other';
  }
}

import { open, type FileHandle } from 'node:fs/promises';
import { ArchiveProblem } from './archive-problem.ts';

const blockBytes = 512;

/** Typeflags of headers that say something about the next entry or the whole archive. */
const extended = ['x', 'g', 'L', 'K'];

/**
 * The names in a tar, read from its headers alone, so that a wrong or cut-off file is found before it is sent. The
 * server reads it strictly; here names longer than a header holds are shown cut.
 */
export async function listTar(path: string, sizeBytes: number): Promise<string[]> {
  const file = await open(path);
  try {
    const names: string[] = [];
    let paxSize: number | null = null;
    for (let at = 0; at + blockBytes <= sizeBytes;) {
      const block = await readAt(file, at, blockBytes);
      if (block.every((byte) => byte === 0)) return names;
      const header = parseHeader(block);
      if (header === null) throw noTar(path, at);
      const bytes = paxSize ?? header.sizeBytes;
      paxSize = header.typeflag === 'x' ? await paxSizeAt(file, at + blockBytes, header.sizeBytes) : null;
      if (!extended.includes(header.typeflag)) names.push(header.name);
      at += blockBytes + Math.ceil(bytes / blockBytes) * blockBytes;
    }
    throw sizeBytes < blockBytes
      ? noTar(path, 0)
      : new ArchiveProblem(path, `is cut off after ${sizeBytes} bytes: copy or download it again`);
  } finally {
    await file.close();
  }
}

function noTar(path: string, at: number): ArchiveProblem {
  return new ArchiveProblem(
    path,
    `is no tar, or a damaged one (no header at byte ${at}): check it with \`tar -tf\``,
  );
}

async function readAt(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, at);
  return buffer.subarray(0, bytesRead);
}

type Header = { name: string; typeflag: string; sizeBytes: number };

/** POSIX.1-2024, pax, "ustar Interchange Format"; sizes from 8 GiB in base 256 are GNU tar's. */
function parseHeader(block: Buffer): Header | null {
  const text = (from: number, length: number) =>
    block.toString('utf8', from, from + length).replace(/\0.*$/s, '');
  const sum = block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  if (Number.parseInt(text(148, 8), 8) !== sum) return null;
  const prefix = text(257, 8) === 'ustar' ? text(345, 155) : '';
  return {
    name: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`,
    typeflag: text(156, 1),
    sizeBytes:
      block[124] === 0x80 ? Number(block.readBigUInt64BE(128)) : Number.parseInt(text(124, 12) || '0', 8),
  };
}

async function paxSizeAt(file: FileHandle, at: number, bytes: number): Promise<number | null> {
  const records = (await readAt(file, at, Math.min(bytes, 65_536))).toString('utf8');
  const size = /^\d+ size=(\d+)$/m.exec(records)?.[1];
  return size === undefined ? null : Number(size);
}

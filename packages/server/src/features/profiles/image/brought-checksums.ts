import { posix } from 'node:path';
import { hasFile, type BroughtChecksum, type ImageContent } from './image-layout.ts';

export type FoundChecksums = { checksums: BroughtChecksum[]; warnings: string[] };

/** The checksums in an image's `*.md5` and `*.sha256` files. */
export function broughtChecksums(image: ImageContent): FoundChecksums {
  const checksums: BroughtChecksum[] = [];
  const warnings: string[] = [];
  for (const { path } of image.files.filter((file) => /\.(md5|sha256)$/.test(file.path))) {
    const lines = image
      .readText(path)
      .split('\n')
      .filter((line) => line.trim() !== '');
    const found = lines.map((line) => parseKiwiLine(line, path, image) ?? parseSumLine(line, path, image));
    for (const [index, checksum] of found.entries()) {
      if (checksum === null)
        warnings.push(`${path}, line ${index + 1}: says nothing of a file of this image: not verified`);
      else checksums.push(checksum);
    }
  }
  return { checksums, warnings };
}

/**
 * KIWI's `<checksum> <blocks> <blocksize>`, followed by the same of the compressed file when KIWI was given a
 * compressed one: the checksum always is of the disk as it is written, of its first blocks x blocksize bytes. Its installer
 * reads those back and compares (kiwi-dump-image.sh, check_image_integrity); md5 up to KIWI 10.1, then sha256.
 */
function parseKiwiLine(line: string, source: string, image: ImageContent): BroughtChecksum | null {
  const match = /^([0-9a-f]{32}|[0-9a-f]{64}) (\d{1,15}) (\d{1,15})(?: \d+ \d+)?\s*$/i.exec(line);
  const name = source.replace(/\.(md5|sha256)$/, '');
  const file = [`${name}.xz`, `${name}.raw`].find((path) => hasFile(image, path));
  if (match === null || file === undefined) return null;
  const [, value = '', count, sizeBytes] = match;
  return {
    file,
    algorithm: algorithmOf(value),
    value: value.toLowerCase(),
    decompressed: file.endsWith('.xz'),
    blocks: { count: Number(count), sizeBytes: Number(sizeBytes) },
    source,
  };
}

/** What md5sum and sha256sum write, or the bare checksum in a file named after the one it is of. */
function parseSumLine(line: string, source: string, image: ImageContent): BroughtChecksum | null {
  const match = /^([0-9a-f]{32}|[0-9a-f]{64})(?:  ?\*?(?<name>\S.*?))?\s*$/i.exec(line);
  if (match === null) return null;
  const own = source.replace(/\.(md5|sha256)$/, '');
  const named = match.groups?.['name'];
  const file = named === undefined ? own : posix.join(posix.dirname(source), named);
  if (!hasFile(image, file)) return null;
  const value = (match[1] ?? '').toLowerCase();
  return { file, algorithm: algorithmOf(value), value, decompressed: false, source };
}

function algorithmOf(value: string): 'md5' | 'sha256' {
  return value.length === 32 ? 'md5' : 'sha256';
}

import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export type DiscChecksum = { readonly sha256: string; readonly source: string };

/** Where those who publish an ISO say its checksum, beside it. */
const sumFiles = ['SHA256SUMS', 'SHA256SUM', 'sha256sum.txt', 'sha256sums.txt', 'CHECKSUM', 'CHECKSUMS'];

/** The checksum of an ISO as a file beside it says it; null: none does. */
export async function discChecksum(path: string): Promise<DiscChecksum | null> {
  const name = basename(path);
  const own = [`${name}.sha256`, `${name}.sha256sum`, `${name}.CHECKSUM`];
  for (const source of [...own, ...sumFiles]) {
    const text = await textOf(join(dirname(path), source));
    const sha256 = text === null ? null : checksumIn(text, name, own.includes(source));
    if (sha256 !== null) return { sha256, source };
  }
  return null;
}

/** Lines of sha256sum, of BSD's (`SHA256 (NAME) = …`), or a bare checksum in a file that is named after the ISO. */
function checksumIn(text: string, name: string, isOwn: boolean): string | null {
  for (const line of text.split(/\r?\n/)) {
    const sum = /^([0-9a-f]{64})(?:\s+\*?(?:\.\/)?(\S.*?))?\s*$/i.exec(line);
    const bsd = /^SHA256 \((.+)\) = ([0-9a-f]{64})\s*$/i.exec(line);
    if (bsd?.[1] === name) return bsd[2]?.toLowerCase() ?? null;
    if (sum !== null && (sum[2] === name || (sum[2] === undefined && isOwn)))
      return sum[1]?.toLowerCase() ?? null;
  }
  return null;
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findChecksum } from '@netberth/disc';
import { hasErrorCode } from '../error-code.ts';

export type DiscChecksum = { readonly sha256: string; readonly source: string };

/** Where those who publish an ISO say its checksum, beside it. */
const sumFiles = ['SHA256SUMS', 'SHA256SUM', 'sha256sum.txt', 'sha256sums.txt', 'CHECKSUM', 'CHECKSUMS'];

/** The checksum of an ISO as a file beside it says it; null: none does. */
export async function discChecksum(path: string): Promise<DiscChecksum | null> {
  const name = basename(path);
  const own = [`${name}.sha256`, `${name}.sha256sum`, `${name}.CHECKSUM`];
  for (const source of [...own, ...sumFiles]) {
    const text = await textOf(join(dirname(path), source));
    const sha256 = text === null ? null : findChecksum(text, name, own.includes(source));
    if (sha256 !== null) return { sha256, source };
  }
  return null;
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return null;
    throw error;
  }
}

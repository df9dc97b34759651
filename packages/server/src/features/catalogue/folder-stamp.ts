import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hasErrorCode } from '../../platform/error-code.ts';

/** Another text when an entry of the menu's folder was added, changed or removed; empty where there is none. */
export function entriesStamp(folder: string): string {
  try {
    const names = readdirSync(folder).filter((name) => /\.(ya?ml|ipxe)$/.test(name));
    return names
      .sort()
      .map((name) => `${name} ${fileStamp(join(folder, name))}\n`)
      .join('');
  } catch (error) {
    if (isAbsence(error)) return '';
    throw error;
  }
}

/** Another text when the file was written; empty where there is none. */
export function fileStamp(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? '' : `${stats.ino} ${stats.size} ${stats.mtimeNs}`;
}

function isAbsence(error: unknown): boolean {
  return hasErrorCode(error, 'ENOENT', 'ENOTDIR');
}

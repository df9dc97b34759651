import type { FirmwareStatus } from '@netberth/api';
import { knownFiles } from './known-files.ts';
import type { KnownFile } from './known-files.ts';

type Missing = FirmwareStatus['missing'][number];

/** The files we know that are not there, what that means, and the line that brings them. */
export function missingFiles(installed: ReadonlySet<string>): readonly Missing[] {
  return knownFiles
    .filter(({ file }) => !installed.has(file))
    .map((known) => ({ file: known.file, means: known.means, wayOut: wayOutOf(known) }));
}

function wayOutOf({ file, debian }: KnownFile): string {
  return debian === null
    ? `Debian has none: put ${file} into a folder and run netberth firmware install --from DIR`
    : 'netberth firmware install';
}

import { readdir, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { hasErrorCode } from '../../platform/error-code.ts';
import type { FirmwareCandidate, TellStep } from './firmware-candidate.ts';
import { explainFileError } from './explain-file-error.ts';
import { firmwareRefused } from './firmware-refused.ts';
import { knownFiles } from './known-files.ts';
import type { KnownFile } from './known-files.ts';

const largestBytes = 64 * 1024 * 1024;

/**
 * What a folder holds of the files we know, by their own names or where iPXE's build puts them.
 * @throws CommandRefused when it is no folder, cannot be read, or holds none of them
 */
export async function collectFromFolder(
  folder: string,
  tell: TellStep,
): Promise<readonly FirmwareCandidate[]> {
  if (!isAbsolute(folder))
    throw firmwareRefused(`"${folder}" is not an absolute path`, 'Name the folder from / on.');
  await demandFolder(folder);
  const candidates: FirmwareCandidate[] = [];
  for (const known of knownFiles) {
    const content = await readFirst(folder, known);
    if (content === null) continue;
    tell(`reading ${known.file}`);
    candidates.push({ known, content, package: null, source: `folder ${folder}` });
  }
  if (candidates.length === 0)
    throw firmwareRefused(
      `the folder "${folder}" holds no file that Netberth knows`,
      `Wanted are ${knownFiles.map(({ file }) => file).join(', ')}, or the folders of an iPXE build (bin, bin-x86_64-efi, bin-arm64-efi).`,
    );
  return candidates;
}

async function demandFolder(folder: string): Promise<void> {
  try {
    await readdir(folder);
  } catch (error) {
    if (hasErrorCode(error, 'ENOTDIR'))
      throw firmwareRefused(`"${folder}" is no folder`, 'For package files say --from-deb FILE,…', error);
    throw explainFileError(folder, error);
  }
}

async function readFirst(folder: string, { file, alsoIn }: KnownFile): Promise<Buffer | null> {
  for (const name of [file, ...alsoIn]) {
    const path = join(folder, name);
    try {
      const found = await stat(path);
      if (!found.isFile()) continue;
      if (found.size > largestBytes)
        throw firmwareRefused(`"${path}" is larger than 64 MiB`, 'Put the right file in its place.');
      return await readFile(path);
    } catch (error) {
      if (isAbsent(error)) continue;
      throw explainFileError(path, error);
    }
  }
  return null;
}

function isAbsent(error: unknown): boolean {
  return hasErrorCode(error, 'ENOENT', 'ENOTDIR');
}

import { readFile, stat } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import type { FirmwareCandidate, TellStep } from './firmware-candidate.ts';
import { DebProblem, readDeb } from './debian/read-deb.ts';
import type { DebPackage } from './debian/read-deb.ts';
import { explainFileError } from './explain-file-error.ts';
import { firmwareRefused } from './firmware-refused.ts';
import { debianPackages, knownFiles } from './known-files.ts';

/** No package of these is a tenth of it. */
const largestBytes = 64 * 1024 * 1024;

/**
 * What Debian package files hold of the files we know.
 * @param sourceOf what the manifest says of where they come from, for a package file
 * @throws CommandRefused when one of them is no package, or none of them brings anything
 */
export async function collectFromPackages(
  paths: readonly string[],
  sourceOf: (path: string) => string,
  tell: TellStep,
): Promise<readonly FirmwareCandidate[]> {
  const candidates: FirmwareCandidate[] = [];
  for (const path of paths) {
    tell(`unpacking ${basename(path)}`);
    const found = candidatesOf(await openPackage(path), sourceOf(path));
    if (found.length === 0)
      throw firmwareRefused(
        `"${path}" holds nothing that Netberth knows`,
        `Wanted are the packages ${debianPackages.join(', ')}.`,
      );
    candidates.push(...found);
  }
  return candidates;
}

function candidatesOf({ name, version, files }: DebPackage, source: string): readonly FirmwareCandidate[] {
  return knownFiles.flatMap((known) => {
    const content = known.debian?.paths.map((path) => files.get(path)).find((each) => each !== undefined);
    return content ? [{ known, content, package: { name, version }, source }] : [];
  });
}

const wanted = new Set(knownFiles.flatMap(({ debian }) => debian?.paths ?? []));

async function openPackage(path: string): Promise<DebPackage> {
  if (!isAbsolute(path))
    throw firmwareRefused(`"${path}" is not an absolute path`, 'Name the package file from / on.');
  try {
    const { size } = await stat(path);
    if (size > largestBytes) throw new DebProblem(`is larger than 64 MiB: it is none of the packages wanted`);
    return await readDeb(await readFile(path), (inside) => wanted.has(inside));
  } catch (error) {
    if (error instanceof DebProblem)
      throw firmwareRefused(`"${path}" ${error.message}`, 'Fetch it again and compare its checksum.', error);
    throw explainFileError(path, error);
  }
}

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { NeededProgram } from '@netberth/live';
import { Failure } from '../failure.ts';

/** @throws Failure that names the Debian packages of all programs that are not there */
export function demandPrograms(needed: readonly NeededProgram[], path: string): void {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  const missing = needed.filter(
    ({ program }) => !folders.some((folder) => existsSync(join(folder, program))),
  );
  if (missing.length === 0) return;
  const programs = [...new Set(missing.map(({ program }) => program))];
  const packages = [...new Set(missing.map((each) => each.package))];
  throw new Failure(
    `Nothing was built: ${programs.join(', ')} ${programs.length === 1 ? 'is' : 'are'} missing on this host. ` +
      `On Debian and Ubuntu: apt install ${packages.join(' ')}`,
  );
}

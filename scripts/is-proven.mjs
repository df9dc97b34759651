import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a file of this name exists; a `*` as a whole path segment stands for any name. */
export function isProven(pattern) {
  const star = pattern.indexOf('/*/');
  if (star === -1) return existsSync(pattern);
  const folder = pattern.slice(0, star);
  const rest = pattern.slice(star + 3);
  return existsSync(folder) && readdirSync(folder).some((name) => isProven(join(folder, name, rest)));
}

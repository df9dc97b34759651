import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const deploy = join(import.meta.dirname, '../../../../../docs/deploy');

/** Each pair is what stands in the file as it is delivered, and what a test needs there: a port, a folder, a user. */
export type Replacements = readonly (readonly [written: string, here: string])[];

/** Writes a file of docs/deploy to where a test starts a program with it. @throws when something is not in it */
export function placeDeployed(name: string, target: string, replacements: Replacements): void {
  let text = readFileSync(join(deploy, name), 'utf8');
  for (const [written, here] of replacements) {
    if (!text.includes(written)) throw new Error(`docs/deploy/${name} has no "${written}".`);
    text = text.replaceAll(written, here);
  }
  writeFileSync(target, text);
}

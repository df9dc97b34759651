import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { tarOf } from '../../../packages/server/tests/harness/images.ts';

/** The files of a folder without folders in it, as they are uploaded. */
export function packImage(folder: string): Promise<Buffer> {
  const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))] as const);
  return tarOf(Object.fromEntries(files));
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../work-folder.ts';
import { buildImage, withMirror } from './built-image.ts';

/** The discover image that comes with Netberth, built from the mirror of this machine. @returns its folder */
export async function buildDiscover(folder: string): Promise<string> {
  const recipe = readFileSync(join(repositoryRoot, 'docs/examples/discover/discover.yaml'), 'utf8');
  mkdirSync(join(folder, 'recipe'), { recursive: true });
  const path = join(folder, 'recipe/discover.yaml');
  writeFileSync(path, withMirror(recipe));
  const image = join(folder, 'discover');
  await buildImage(path, image);
  return image;
}

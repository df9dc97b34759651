import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { repositoryRoot } from './paths.mjs';

const notSources = new Set(['node_modules', 'dist', 'tests']);

/** One hash of names and contents of what is built from: files, and all files below folders but tests and what was built. */
export function hashSources(sources) {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((source) => filesBelow(join(repositoryRoot, source)))) {
    hash
      .update(`${relative(repositoryRoot, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !notSources.has(name) && !name.endsWith('.test.ts'))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)],
    );
}

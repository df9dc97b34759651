// Where things are. Plain JavaScript for Node 18: this runs before anything is installed.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** Node 24 or later, from npm's package `node`: the system's own Node may be older. */
export const projectNode = join(repositoryRoot, 'node_modules', '.bin', 'node');

/** What the scripts write and git ignores. */
export const workFolder = join(repositoryRoot, '.work');

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/work-folder.ts';

/** For vitest's `globalSetup`: the console that the tests see is that of the sources. */
export function setup(): void {
  const script = join(repositoryRoot, 'scripts/build-console.mjs');
  execFileSync(process.execPath, [script], { stdio: 'inherit' });
}

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from './work-folder.ts';

const script = join(repositoryRoot, 'scripts/build-server.mjs');

/** The command `netberth` as `npm start` runs it, built from the sources that are there now. */
export const netberthProgram = execFileSync(process.execPath, [script], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
}).trim();

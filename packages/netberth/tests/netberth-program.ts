import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const script = join(import.meta.dirname, '../../../scripts/build-server.mjs');

/** The command `netberth` as `npm start` runs it, built from the sources that are there now. */
export const netberthProgram = execFileSync(process.execPath, [script], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
}).trim();

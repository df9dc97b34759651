// Does node_modules hold what package-lock.json asks for?
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectNode, repositoryRoot } from './paths.mjs';

const oldestNode = 24;
const lockFile = join(repositoryRoot, 'package-lock.json');
const hiddenLockFile = join(repositoryRoot, 'node_modules', '.package-lock.json');
const stampFile = join(repositoryRoot, 'node_modules', '.netberth-installed');

const hashOfLock = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex');

export function isInstalled() {
  if (!existsSync(projectNode)) return false;
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hashOfLock()) return true;
  if (!isInstalledByHand()) return false;
  stampInstalled();
  return true;
}

export function stampInstalled() {
  writeFileSync(stampFile, hashOfLock());
}

/** Somebody ran `npm install`: npm's own record of node_modules then agrees with the lock file. */
function isInstalledByHand() {
  if (!existsSync(hiddenLockFile) || !hasProjectNode()) return false;
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  const present = JSON.parse(readFileSync(hiddenLockFile, 'utf8')).packages;
  return Object.entries(wanted)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link)
    .every(([path, entry]) => (present[path] ? present[path].version === entry.version : entry.optional));
}

export function hasProjectNode() {
  const answer = spawnSync(projectNode, ['--version'], { encoding: 'utf8' });
  return answer.status === 0 && Number(/^v(\d+)\./.exec(answer.stdout)?.[1]) >= oldestNode;
}

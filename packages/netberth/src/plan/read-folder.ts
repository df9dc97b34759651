import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderFile } from '@netberth/plan';
import { isVault } from '@netberth/vault';
import { Failure } from '../failure.ts';
import { explainFileError } from '../explain-file-error.ts';
import type { VaultOpener } from './vault-opener.ts';

const mostFileBytes = 1024 * 1024;
const mostFiles = 20_000;

/**
 * The texts of a folder, whole vaults opened. Left out are links, names that begin with a dot, what is too large, and
 * what is no text: whoever names such a file is told.
 * @throws Failure when the folder cannot be read, or a vault not be opened
 */
export async function readFolder(folder: string, vaults: VaultOpener): Promise<readonly FolderFile[]> {
  const files: FolderFile[] = [];
  for (const path of await listFiles(folder)) {
    const bytes = await readOne(folder, path);
    if (bytes === null) continue;
    const text = bytes.toString('utf8');
    if (!isVault(text)) {
      files.push({ path, text });
      continue;
    }
    const opened = await vaults.open(text);
    if (!opened.ok) throw new Failure(`${path}:1:1: ${opened.why}`);
    files.push({ path, text: opened.text, isSecret: true });
  }
  return files;
}

async function listFiles(folder: string): Promise<readonly string[]> {
  try {
    const found: string[] = [];
    await walk(folder, '', found);
    return found;
  } catch (error) {
    throw new Failure(`Cannot read the folder ${folder}: ${explainFileError(error, 'folder')}`, {
      cause: error,
    });
  }
}

async function walk(folder: string, below: string, found: string[]): Promise<void> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) await walk(folder, path, found);
    else if (entry.isFile()) found.push(path);
    if (found.length > mostFiles) throw new Error(`it has more than ${mostFiles} files`);
  }
}

/** null: too large, or no text. */
async function readOne(folder: string, path: string): Promise<Buffer | null> {
  const file = join(folder, path);
  try {
    const { size } = await lstat(file);
    if (size > mostFileBytes) return null;
    const bytes = await readFile(file);
    return bytes.includes(0) ? null : bytes;
  } catch (error) {
    throw new Failure(`Cannot read ${file}: ${explainFileError(error)}`, { cause: error });
  }
}

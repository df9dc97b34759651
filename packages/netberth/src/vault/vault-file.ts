import { randomBytes } from 'node:crypto';
import { chmod, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { hasErrorCode } from '../error-code.ts';
import { Failure } from '../failure.ts';
import { explainFileError } from '../explain-file-error.ts';

const ownerOnly = 0o600;

/** `-` is standard input. */
export async function readContent(path: string): Promise<Buffer> {
  if (path === '-') return buffer(process.stdin);
  try {
    return await readFile(path);
  } catch (error) {
    throw new Failure(`Cannot read ${path}: ${explainFileError(error, 'file or folder')}`, { cause: error });
  }
}

/** Replaces the file in one step. It keeps its permissions; a new one is for its owner alone. */
export async function replaceContent(path: string, content: string | Uint8Array): Promise<void> {
  try {
    const target = await realpath(path).catch((error: unknown) => missingIs(error, path));
    const mode = await stat(target).then(
      (found) => found.mode & 0o777,
      (error: unknown) => missingIs(error, ownerOnly),
    );
    await replaceInOneStep(target, content, mode);
  } catch (error) {
    throw new Failure(`Cannot write ${path}: ${explainFileError(error, 'file or folder')}`, { cause: error });
  }
}

async function replaceInOneStep(target: string, content: string | Uint8Array, mode: number): Promise<void> {
  const beside = join(dirname(target), `.netberth-${randomBytes(6).toString('hex')}`);
  try {
    const file = await open(beside, 'wx', ownerOnly);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await chmod(beside, mode);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

function missingIs<Value>(error: unknown, value: Value): Value {
  if (hasErrorCode(error, 'ENOENT')) return value;
  throw error;
}

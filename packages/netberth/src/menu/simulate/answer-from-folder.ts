import { open } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import type { Answer, SimulateAsyncOptions } from '@netberth/ipxe/simulate';
import { errorCode } from '../../error-code.ts';

type Fetch = SimulateAsyncOptions['fetch'];

/** Stands for the folder of the script: a name that no network knows (RFC 2606). */
const base = 'http://folder.invalid/';

/** What is read of a file that is no script; kernels are recognised by less. */
const beginningBytes = 65_536;
const longestScriptBytes = 1_048_576;

/** The URL by which a script reaches a file beside it. */
export function folderUrl(name: string): string {
  return base + encodeURIComponent(name);
}

/** `menu.ipxe` for a file of the folder; any other URL stays. */
export function shownUrl(url: string): string {
  return url.startsWith(base) ? url.slice(base.length) : url;
}

/** Files of a folder, never of another one; every other URL is for `elsewhere`. */
export function answerFromFolder(folder: string, elsewhere: Fetch): Fetch {
  return async (url, form) => {
    if (!url.startsWith(base)) return elsewhere(url, form);
    const path = localPath(url);
    return path === null ? { kind: 'status', status: 404 } : readAnswer(join(folder, path));
  };
}

/** The path below the folder; null where there is none. */
function localPath(url: string): string | null {
  const written = url.slice(base.length).replace(/[?#].*$/s, '');
  try {
    const path = normalize(decodeURIComponent(written));
    return path.startsWith('..') || path.includes('\0') ? null : path;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

async function readAnswer(path: string): Promise<Answer> {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    const wanted = Math.min(size, longestScriptBytes);
    const first = await file.read(Buffer.alloc(Math.min(wanted, beginningBytes)), { position: 0 });
    const isScript = first.buffer.subarray(0, 6).toString('latin1') === '#!ipxe';
    if (!isScript || size <= beginningBytes)
      return { kind: 'file', bytes: first.buffer.subarray(0, first.bytesRead), sizeBytes: size };
    const whole = await file.read(Buffer.alloc(wanted), { position: 0 });
    return { kind: 'file', bytes: whole.buffer.subarray(0, whole.bytesRead), sizeBytes: size };
  } catch (error) {
    const code = errorCode(error);
    // A web server answers like this for what is not there, for folders, and for what it may not read.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return { kind: 'status', status: 404 };
    if (code === 'EACCES') return { kind: 'status', status: 403 };
    throw error;
  }
}

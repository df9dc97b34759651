import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Templates, append files and checksums are a few KB; a hostile one must not fill the memory. */
const maxBytes = 256 * 1024;

/**
 * Reads the small text files of a staged image; of a larger one its beginning.
 * @param folder as filled by `stageImage`, which let no link lead out of it
 */
export function readImageText(folder: string, path: string): string {
  const file = openSync(join(folder, path), 'r');
  try {
    const text = Buffer.alloc(maxBytes);
    let bytes = 0;
    for (let more = -1; more !== 0 && bytes < maxBytes; bytes += more) {
      more = readSync(file, text, bytes, maxBytes - bytes, null);
    }
    return text.toString('utf8', 0, bytes);
  } finally {
    closeSync(file);
  }
}

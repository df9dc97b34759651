import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** A prime: a file that is served from the wrong place shows, unless it is a whole multiple of this wrong. */
const patternBytes = 1_048_573;
const pattern = makePattern();

/** The same bytes in every run, without a period that files or ranges could have. */
function makePattern(): Buffer {
  const bytes = Buffer.alloc(patternBytes);
  let block = createHash('sha512').update('storm').digest();
  for (let at = 0; at < patternBytes; at += block.length) {
    block.copy(bytes, at);
    block = createHash('sha512').update(block).digest();
  }
  return bytes;
}

/** Writes a file whose every byte is known from where it stands. */
export async function writePattern(path: string, sizeBytes: number): Promise<void> {
  const file = createWriteStream(path);
  for (let at = 0; at < sizeBytes; at += patternBytes) {
    if (!file.write(pattern.subarray(0, Math.min(patternBytes, sizeBytes - at)))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

/** Whether these are the bytes of such a file from `offset` on. */
export function matchesPattern(bytes: Buffer, offset: number): boolean {
  let at = 0;
  while (at < bytes.length) {
    const from = (offset + at) % patternBytes;
    const length = Math.min(bytes.length - at, patternBytes - from);
    if (bytes.compare(pattern, from, from + length, at, at + length) !== 0) return false;
    at += length;
  }
  return true;
}

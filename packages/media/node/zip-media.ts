import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { streamPlan, type Plan } from '@netberth/disk-image';
import { ZipFile } from 'yazl';
import type { StoredMedium } from './media-sink.ts';

/** In every entry, so that the same list gives the same bytes; ZIP knows no time before 1980. */
const mtime = new Date(Date.UTC(2026, 0, 1));
const entry = { compress: false, mtime, mode: 0o100644, forceDosTimestamp: true };

/**
 * A ZIP file whose entries are stored as they are, made while it is read, in constant memory; ZIP64 where it needs to
 * be. `put` and `finish` are for one caller at a time, and wait for the reader of `stream`.
 */
export type MediaZip = {
  readonly stream: Readable;
  put(file: string, plan: Plan): Promise<StoredMedium>;
  finish(manifest: string): void;
};

export function zipMedia(): MediaZip {
  const zip = new ZipFile();
  const stream = Readable.from(zip.outputStream);
  zip.on('error', (error) => stream.destroy(error instanceof Error ? error : new Error(String(error))));
  return {
    stream,
    put: (file, plan) => addMedium(zip, file, plan),
    finish: (manifest) => {
      zip.addBuffer(Buffer.from(manifest), 'manifest.csv', entry);
      zip.end();
    },
  };
}

async function addMedium(zip: ZipFile, file: string, plan: Plan): Promise<StoredMedium> {
  const hash = createHash('sha256');
  const chunks = Readable.from(hashed(streamPlan(plan), hash));
  zip.addReadStream(chunks, file, { ...entry, size: plan.sizeBytes });
  await once(chunks, 'end');
  return { sizeBytes: plan.sizeBytes, sha256: hash.digest('hex') };
}

function* hashed(chunks: Iterable<Uint8Array>, hash: ReturnType<typeof createHash>): Generator<Uint8Array> {
  for (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

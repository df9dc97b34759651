import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { streamPlan, type Plan } from '@netberth/disk-image';
import { ZipFile } from 'yazl';
import type { MediaSink, StoredMedium } from './media-sink.ts';

/** In every entry, so that the same list gives the same bytes; ZIP knows no time before 1980. */
const mtime = new Date(Date.UTC(2026, 0, 1));
const entry = { compress: false, mtime, mode: 0o100644, forceDosTimestamp: true };

/**
 * A ZIP file whose entries are stored as they are, written while the media are made, in constant memory; ZIP64 where
 * it needs to be. It takes its name when it is whole.
 */
export function openZipSink(path: string): MediaSink {
  const draft = `${path}.${process.pid}.part`;
  const zip = new ZipFile();
  const broken = once(zip, 'error').then(([error]: unknown[]) =>
    Promise.reject(error instanceof Error ? error : new Error(String(error))),
  );
  const written = pipeline(Readable.from(zip.outputStream), createWriteStream(draft));
  // Told by whoever waits for a medium or for the end.
  broken.catch(() => undefined);
  written.catch(() => undefined);
  return {
    put: (file, plan) => Promise.race([addMedium(zip, file, plan), failureOf(written), broken]),
    finish: async (manifest) => {
      zip.addBuffer(Buffer.from(manifest), 'manifest.csv', entry);
      zip.end();
      await Promise.race([written, broken]);
      await rename(draft, path);
    },
    abandon: () => rm(draft, { force: true }),
  };
}

/** Never fulfilled: while media are put in, the file does not end. */
async function failureOf(written: Promise<void>): Promise<never> {
  await written;
  return new Promise(() => undefined);
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

import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { zipMedia, type MediaSink } from '@netberth/media/node';

/** A ZIP file that takes its name when it is whole. */
export function openZipSink(path: string): MediaSink {
  const draft = `${path}.${process.pid}.part`;
  const zip = zipMedia();
  const written = pipeline(zip.stream, createWriteStream(draft));
  // Told by whoever waits for a medium or for the end.
  written.catch(() => undefined);
  return {
    put: (file, plan) => Promise.race([zip.put(file, plan), failureOf(written)]),
    finish: async (manifest) => {
      zip.finish(manifest);
      await written;
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

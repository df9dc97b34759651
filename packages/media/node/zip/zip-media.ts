import { crc32 } from 'node:zlib';
import { fileOf, MediaManifest } from '../media-manifest.ts';
import { mediumBytes } from '../medium-bytes.ts';
import type { ManyMedia, OnMade } from '../named-medium.ts';
import { centralHeader, endRecords, localHeader, type ZipEntry } from './zip-records.ts';

/**
 * A ZIP file of media and their manifest, stored as they are, made while it is read; ZIP64 where it needs to be
 * (PKWARE, APPNOTE 6.3.10). Of what was read, only the names and sums are remembered.
 *
 * What making a medium throws is thrown on; what was read until then is no ZIP file.
 */
export async function* zipMedia(
  media: ManyMedia,
  onMade: OnMade = () => undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const directory = new ZipDirectory();
  const manifest = new MediaManifest();
  for await (const medium of media) {
    const bytes = mediumBytes(medium.plan);
    yield directory.add(fileOf(medium), bytes);
    yield* bytes.chunks();
    manifest.add(medium, bytes);
    onMade(manifest.made);
  }
  const { bytes } = manifest;
  yield directory.add(MediaManifest.file, { crc32: crc32(bytes), sizeBytes: bytes.length });
  yield bytes;
  yield* directory.end();
}

/** Where the entries of a ZIP file stand. */
class ZipDirectory {
  readonly #entries: ZipEntry[] = [];
  #nextBytes = 0;

  /** @returns the header, which stands directly before the bytes of the entry */
  add(name: string, sums: Pick<ZipEntry, 'crc32' | 'sizeBytes'>): Buffer {
    const entry = { name, crc32: sums.crc32, sizeBytes: sums.sizeBytes, offsetBytes: this.#nextBytes };
    const header = localHeader(entry);
    this.#entries.push(entry);
    this.#nextBytes += header.length + entry.sizeBytes;
    return header;
  }

  *end(): Generator<Buffer> {
    let directoryBytes = 0;
    for (const entry of this.#entries) {
      const header = centralHeader(entry);
      directoryBytes += header.length;
      yield header;
    }
    yield endRecords(this.#entries.length, this.#nextBytes, directoryBytes);
  }
}

import type { ByteSource } from './byte-source.ts';
import { parsePaxRecords } from './parse-pax-records.ts';
import { damagedTar, parseTarHeader, tarBlockBytes, type TarHeader } from './tar-header.ts';

export type TarEntry = TarHeader & {
  readonly isSparse: boolean;
  readonly content: AsyncIterable<Uint8Array>;
};

/** What headers before an entry's own said about it. */
type Overrides = {
  name?: string;
  linkTarget?: string;
  sizeBytes?: number;
  isSparse?: boolean;
};

/** Long names are a few KB at most; this keeps a hostile one out of memory. */
const maxOverrideBytes = 1024 * 1024;

/**
 * The entries of a tar (ustar, pax, GNU, V7), strictly: tar-stream takes an archive that was cut off between two
 * entries for a whole one, and does not tell where a damaged one went wrong.
 * An entry's content must be read before the next entry is asked for; what is not read is skipped.
 */
export async function* readTar(source: ByteSource): AsyncGenerator<TarEntry> {
  let overrides: Overrides = {};
  for (;;) {
    const position = source.position;
    const block = await source.take(tarBlockBytes);
    if (isZero(block)) return await demandEnd(source);
    const header = parseTarHeader(block, position);
    const override = isOverride(header) ? await readOverride(source, header, position) : null;
    if (override !== null) {
      overrides = { ...overrides, ...override };
      continue;
    }
    const entry = { isSparse: false, ...header, ...overrides };
    overrides = {};
    const end = source.position + entry.sizeBytes;
    yield { ...entry, content: source.stream(entry.sizeBytes) };
    await source.skip(end - source.position + paddingOf(entry.sizeBytes));
  }
}

function isOverride(header: TarHeader): boolean {
  return ['x', 'g', 'L', 'K'].includes(header.typeflag);
}

async function readOverride(source: ByteSource, header: TarHeader, position: number): Promise<Overrides> {
  if (header.sizeBytes > maxOverrideBytes) throw damagedTar(position, 'a name longer than a megabyte');
  const content = await source.take(header.sizeBytes);
  await source.skip(paddingOf(header.sizeBytes));
  const name = content.toString('utf8').replace(/\0.*$/s, '');
  switch (header.typeflag) {
    case 'L':
      return { name };
    case 'K':
      return { linkTarget: name };
    case 'g':
      return {}; // for the whole archive: git's commit id and the like, nothing that an image needs
    default:
      return readPax(content, position);
  }
}

function readPax(content: Buffer, position: number): Overrides {
  const records = parsePaxRecords(content);
  const size = records?.get('size');
  if (records === null || (size !== undefined && !/^\d{1,15}$/.test(size))) {
    throw damagedTar(position, 'a pax header that cannot be read');
  }
  const name = records.get('path');
  const linkTarget = records.get('linkpath');
  return {
    ...(name === undefined ? {} : { name }),
    ...(linkTarget === undefined ? {} : { linkTarget }),
    ...(size === undefined ? {} : { sizeBytes: Number(size) }),
    isSparse: [...records.keys()].some((key) => key.startsWith('GNU.sparse.')),
  };
}

async function demandEnd(source: ByteSource): Promise<void> {
  const position = source.position;
  if (!isZero(await source.take(tarBlockBytes))) throw damagedTar(position, 'half an end marker');
  const more = await source.skipZeros();
  if (more !== null) throw damagedTar(more, 'more data after the end marker');
}

function isZero(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

function paddingOf(sizeBytes: number): number {
  return (tarBlockBytes - (sizeBytes % tarBlockBytes)) % tarBlockBytes;
}

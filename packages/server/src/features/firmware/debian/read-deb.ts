import { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { extract } from 'tar-stream';
import { decompressXz, findXzTool } from '../../profiles/image/decompress-xz.ts';
import { readAr } from './read-ar.ts';

/** A Debian package, and those of its files that were asked for. */
export type DebPackage = {
  readonly name: string;
  readonly version: string;
  readonly files: ReadonlyMap<string, Buffer>;
};

/** Why a file is no package that can be used; begins with a verb. */
export class DebProblem extends Error {
  override readonly name = 'DebProblem';
}

/**
 * Reads a binary package (deb(5), format 2.0), also where there is no dpkg.
 * @param isWanted is asked for every regular file, named without its leading `./`
 * @throws DebProblem when it is no package or a damaged one
 */
export async function readDeb(archive: Buffer, isWanted: (path: string) => boolean): Promise<DebPackage> {
  const members = readAr(archive);
  if (members === null) throw new DebProblem('is no Debian package, or is cut off');
  const tarOf = async (part: 'control' | 'data', wanted: (path: string) => boolean) => {
    const member = members.find(({ name }) => name.startsWith(`${part}.tar`));
    if (!member) throw new DebProblem(`has no ${part}.tar: it is no Debian package`);
    return readTarFiles(member.name, member.content, wanted);
  };
  const control = (await tarOf('control', (path) => path === 'control')).get('control')?.toString() ?? '';
  const name = fieldOf(control, 'Package');
  const version = fieldOf(control, 'Version');
  if (name === undefined || version === undefined) throw new DebProblem('does not say its name and version');
  return { name, version, files: await tarOf('data', isWanted) };
}

function fieldOf(control: string, field: string): string | undefined {
  return new RegExp(`^${field}: *(\\S+) *$`, 'm').exec(control)?.[1];
}

async function readTarFiles(
  name: string,
  content: Buffer,
  isWanted: (path: string) => boolean,
): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  try {
    const entries = extract();
    const compressed = Readable.from([content]);
    const tar = await decompressorOf(name, compressed);
    // Errors of the decompressor end the reading below.
    tar.once('error', (error) => entries.destroy(error));
    tar.pipe(entries);
    for await (const entry of entries) {
      const path = entry.header.name.replace(/^\.?\//, '');
      const isKept = entry.header.type === 'file' && isWanted(path);
      const chunks: Buffer[] = [];
      for await (const chunk of entry) if (isKept) chunks.push(chunk as Buffer);
      if (isKept) files.set(path, Buffer.concat(chunks));
    }
  } catch (error) {
    if (error instanceof DebProblem) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new DebProblem(`is damaged: its ${name} cannot be read (${why})`, { cause: error });
  }
  return files;
}

async function decompressorOf(name: string, compressed: Readable): Promise<Readable> {
  switch (name.slice(name.indexOf('.tar') + 4)) {
    case '':
      return compressed;
    case '.gz':
      return compressed.pipe(createGunzip());
    case '.xz':
      return Readable.from(decompressXz(compressed, await findXzTool()));
    case '.zst':
      return compressed.pipe(createZstdDecompress());
    default:
      throw new DebProblem(`holds ${name}: only tar, tar.gz, tar.xz and tar.zst can be read`);
  }
}

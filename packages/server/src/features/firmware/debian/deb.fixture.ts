import { gzipSync, zstdCompressSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';

export type DebContent = {
  readonly name: string;
  readonly version: string;
  /** Paths without a leading `./`. */
  readonly files: Readonly<Record<string, Buffer | string>>;
};

/** How the tar files inside are compressed. */
export type DebCompression = '' | '.gz' | '.zst';

/** A Debian package as dpkg-deb would make it, as far as we read it. */
export async function makeDeb(
  { name, version, files }: DebContent,
  compression: DebCompression,
): Promise<Buffer> {
  const control = `Package: ${name}\nVersion: ${version}\nArchitecture: all\n`;
  return Buffer.concat([
    Buffer.from('!<arch>\n'),
    arMember('debian-binary', Buffer.from('2.0\n')),
    arMember(`control.tar${compression}`, compress(await tarOf({ control }), compression)),
    arMember(`data.tar${compression}`, compress(await tarOf(files), compression)),
  ]);
}

export function arMember(name: string, content: Buffer): Buffer {
  const header = `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}${String(content.length).padEnd(10)}\`\n`;
  return Buffer.concat([Buffer.from(header), content, Buffer.alloc(content.length % 2, '\n')]);
}

async function tarOf(files: DebContent['files']): Promise<Buffer> {
  const tar = pack();
  for (const [path, content] of Object.entries(files)) tar.entry({ name: `./${path}` }, content);
  tar.finalize();
  return await buffer(tar);
}

function compress(content: Buffer, compression: DebCompression): Buffer {
  switch (compression) {
    case '':
      return content;
    case '.gz':
      return gzipSync(content);
    case '.zst':
      return zstdCompressSync(content);
  }
}

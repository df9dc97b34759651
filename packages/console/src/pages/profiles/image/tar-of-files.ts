/** A file of a tar: its path in it, and what it holds. */
export type TarFile = { readonly path: string; readonly content: Blob };

const blockBytes = 512;
/** A size beyond that has no room in the header: eleven octal digits. */
const mostHeaderBytes = 0o77777777777;
const mostHeaderName = 100;

/**
 * A tar of files, of which nothing is read before it is sent: a Blob of Blobs. Same files, same bytes.
 * @param files with paths of ASCII letters alone, as images have them
 * Source: POSIX.1-2024, pax, "ustar Interchange Format" and "pax Extended Header".
 */
export function tarOfFiles(files: readonly TarFile[]): Blob {
  const parts = files.flatMap(({ path, content }) => [
    ...tarHeader(path, content.size),
    content,
    padding(content.size),
  ]);
  return new Blob([...parts, new Uint8Array(2 * blockBytes)]);
}

/** What stands before a file: its header, and before that what the header has no room for. */
export function tarHeader(path: string, sizeBytes: number): readonly Uint8Array<ArrayBuffer>[] {
  const records = [
    ...(path.length > mostHeaderName ? [record('path', path)] : []),
    ...(sizeBytes > mostHeaderBytes ? [record('size', String(sizeBytes))] : []),
  ].join('');
  const own = header({
    path: path.slice(0, mostHeaderName),
    sizeBytes: Math.min(sizeBytes, mostHeaderBytes),
    type: '0',
  });
  if (records === '') return [own];
  const extended = header({ path: 'pax', sizeBytes: records.length, type: 'x' });
  return [extended, new TextEncoder().encode(records), padding(records.length), own];
}

/** `LENGTH NAME=VALUE\n`, where the length counts itself. */
function record(name: string, value: string): string {
  const rest = ` ${name}=${value}\n`;
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return `${length}${rest}`;
}

type Header = { readonly path: string; readonly sizeBytes: number; readonly type: '0' | 'x' };

function header({ path, sizeBytes, type }: Header): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(blockBytes);
  const put = (text: string, at: number) => block.set(new TextEncoder().encode(text), at);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
  put(path, 0);
  put(octal(0o644, 7), 100); // mode
  put(octal(0, 7), 108); // uid
  put(octal(0, 7), 116); // gid
  put(octal(sizeBytes, 11), 124);
  put(octal(0, 11), 136); // mtime: the same for all, so that equal files make equal tars
  put(' '.repeat(8), 148); // the checksum is counted as blanks
  put(type, 156);
  put('ustar\u{0}00', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 6)}\u{0} `, 148);
  return block;
}

function padding(sizeBytes: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array((blockBytes - (sizeBytes % blockBytes)) % blockBytes);
}

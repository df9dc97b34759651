const TEXT = 'text/plain; charset=utf-8';

/** Never a type that a browser would run: whoever writes images must not get a page on our address. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  append: TEXT,
  cfg: TEXT,
  conf: TEXT,
  ipxe: TEXT,
  ks: TEXT,
  md5: TEXT,
  sha256: TEXT,
  tmpl: TEXT,
  txt: TEXT,
  json: 'application/json',
  efi: 'application/efi',
};

export function contentType(name: string): string {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(CONTENT_TYPES, extension)
    ? (CONTENT_TYPES[extension] ?? 'application/octet-stream')
    : 'application/octet-stream';
}

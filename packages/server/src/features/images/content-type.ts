const plainText = 'text/plain; charset=utf-8';

/** Never a type that a browser would run: whoever writes images must not get a page on our address. */
const contentTypes: Readonly<Record<string, string>> = {
  append: plainText,
  cfg: plainText,
  conf: plainText,
  ipxe: plainText,
  ks: plainText,
  md5: plainText,
  sha256: plainText,
  tmpl: plainText,
  txt: plainText,
  json: 'application/json',
  efi: 'application/efi',
};

export function contentType(name: string): string {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(contentTypes, extension)
    ? (contentTypes[extension] ?? 'application/octet-stream')
    : 'application/octet-stream';
}

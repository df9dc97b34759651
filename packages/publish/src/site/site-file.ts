/** A file of a menu that is published, and its path below the version. */
export type SiteFile = {
  readonly path: string;
  readonly type: string;
  readonly bytes: Uint8Array;
};

const types: Readonly<Record<string, string>> = {
  ipxe: 'text/plain; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json',
  html: 'text/html; charset=utf-8',
  efi: 'application/efi',
  iso: 'application/x-iso9660-image',
  p7s: 'application/pkcs7-signature',
  pem: 'application/x-pem-file',
  png: 'image/png',
  svg: 'image/svg+xml',
};

/** A file by its path, with the type that its ending tells. */
export function siteFile(path: string, content: string | Uint8Array): SiteFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const ending = /\.([a-z0-9]+)$/.exec(path)?.[1] ?? '';
  return { path, type: types[ending] ?? 'application/octet-stream', bytes };
}

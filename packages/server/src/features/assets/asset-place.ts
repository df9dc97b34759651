import { createHash } from 'node:crypto';

/** Names the folder of a file, in the data folder and in the URLs of the boot plane. */
export function assetKey(url: string): string {
  return createHash('sha256').update(url).digest('hex').slice(0, 32);
}

/** The last part of the URL, which tells some systems what kind of file it is; without what a path gives a meaning to. */
export function assetName(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  const plain = last
    .replaceAll(/%[0-9a-f]{2}|[^A-Za-z0-9._+-]/gi, '_')
    .replace(/^\.+/, '')
    .slice(-120);
  return plain === '' ? 'file' : plain;
}

/** `/assets/<key>/<name>` on the boot plane. */
export function assetPath(url: string): string {
  return `/assets/${assetKey(url)}/${assetName(url)}`;
}

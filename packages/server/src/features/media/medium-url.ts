import { randomBytes } from 'node:crypto';

/** Whoever has the URL may fetch what it names: its token is a secret. */
export function newMediumToken(): string {
  return randomBytes(24).toString('base64url');
}

/** Below the server's own URL, and whole; null: nobody has said what that is. */
export type MediumUrl<Whole> = { readonly path: string; readonly url: Whole };

export function mediumUrl(token: string, serverUrl: string): MediumUrl<string> {
  const path = `/media/${token}/boot.iso`;
  return { path, url: urlAt(serverUrl, path) };
}

/** Of many media as one ZIP file. */
export function batchUrl(token: string, serverUrl: string | null): MediumUrl<string | null> {
  const path = `/media/batches/${token}/media.zip`;
  return { path, url: serverUrl === null ? null : urlAt(serverUrl, path) };
}

function urlAt(serverUrl: string, path: string): string {
  return serverUrl.replace(/\/+$/, '') + path;
}

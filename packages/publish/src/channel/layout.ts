/** The pointer: the only object of a channel that ever changes. A page for people, and a script for iPXE. */
export const pointerName = 'index.html';
/** What machines chain to; it always says the same. */
export const entryName = 'menu.ipxe';
export const manifestName = 'manifest.json';
export const checksumsName = 'SHA256SUMS';

export const versionFolder = (channel: string, version: string): string => `${channel}/versions/${version}/`;
export const pointerPath = (channel: string): string => `${channel}/${pointerName}`;
export const entryPath = (channel: string): string => `${channel}/${entryName}`;

/** What lies below a version never changes: another content is another version. */
export const foreverCache = 'public, max-age=31536000, immutable';
/** What may change is asked for again after this. */
export const pointerCache = 'public, max-age=60, must-revalidate';

const magic = '!<arch>\n';
const headerBytes = 60;

/** A file in an ar archive. */
export type ArMember = { readonly name: string; readonly content: Buffer };

/**
 * The members of an ar archive as deb(5) limits it: short names, no symbol tables.
 * @returns null when it is none, or is cut off
 */
export function readAr(archive: Buffer): readonly ArMember[] | null {
  if (archive.toString('latin1', 0, magic.length) !== magic) return null;
  const members: ArMember[] = [];
  for (let at = magic.length; at < archive.length;) {
    const header = archive.toString('latin1', at, at + headerBytes);
    const sizeText = header.slice(48, 58).trim();
    const start = at + headerBytes;
    const end = start + Number(sizeText);
    if (!header.endsWith('`\n') || !/^\d+$/.test(sizeText) || end > archive.length) return null;
    const name = header.slice(0, 16).trim().replace(/\/$/, '');
    members.push({ name, content: archive.subarray(start, end) });
    // Members begin at even offsets.
    at = end + (end % 2);
  }
  return members;
}

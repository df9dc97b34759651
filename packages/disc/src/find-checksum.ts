/**
 * The SHA-256 of a file in what its makers publish: lines of sha256sum, of BSD's (`SHA256 (NAME) = …`), or a bare checksum where
 * that is all there is. null: it says none of this file.
 * @param isOwn the text is about this file alone
 */
export function findChecksum(text: string, name: string, isOwn: boolean): string | null {
  for (const line of text.split(/\r?\n/)) {
    const sum = /^([0-9a-f]{64})(?:\s+\*?(?:\.\/)?(\S.*?))?\s*$/i.exec(line);
    const bsd = /^SHA256 \((.+)\) = ([0-9a-f]{64})\s*$/i.exec(line);
    if (bsd?.[1] === name) return bsd[2]?.toLowerCase() ?? null;
    if (sum !== null && (sum[2] === name || (sum[2] === undefined && isOwn)))
      return sum[1]?.toLowerCase() ?? null;
  }
  return null;
}

/**
 * The SHA-256 of `path` in a list of checksums, as `sha256sum` (`HEX  ./path`, `HEX *path`), BSD's `sha256`
 * (`SHA256 (path) = HEX`) and the `.treeinfo` of Fedora and Red Hat (`path = sha256:HEX`) write it; null: it is not in
 * it.
 */
export function checksumIn(list: string, path: string): string | null {
  for (const line of list.split(/\r?\n/)) {
    const { hex, name } = namedChecksum(line.trim());
    if (hex !== undefined && name?.replace(/^(\.?\/)+/, '') === path) return hex.toLowerCase();
  }
  return null;
}

/** The same of a list for one file, which may be the checksum alone, or call the file what it was called where it was made. */
export function onlyChecksumIn(list: string): string | null {
  const found = list.match(/\b[0-9a-f]{64}\b/gi) ?? [];
  return found.length === 1 ? (found[0] ?? '').toLowerCase() : null;
}

function namedChecksum(line: string): { readonly hex?: string; readonly name?: string } {
  const found =
    /^(?<hex>[0-9a-f]{64})\s+\*?(?<name>\S.*)$/i.exec(line) ??
    /^SHA256 \((?<name>.+)\) = (?<hex>[0-9a-f]{64})$/i.exec(line) ??
    /^(?<name>[^\s=]+)\s*=\s*sha256:(?<hex>[0-9a-f]{64})$/i.exec(line);
  return found?.groups ?? {};
}

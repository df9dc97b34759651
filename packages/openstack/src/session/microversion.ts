/** The range within which a caller understands a service: `{ least: '2.1', most: '2.87' }`. */
export type Microversions = { readonly least: string; readonly most: string };

/** What the service understands. */
export type ServedMicroversions = { readonly least: string; readonly most: string };

/** The newest that both understand; null: there is none. */
export function negotiate(wanted: Microversions, served: ServedMicroversions): string | null {
  const most = isNewer(wanted.most, served.most) ? served.most : wanted.most;
  return isNewer(wanted.least, most) || isNewer(served.least, most) ? null : most;
}

/** 2.10 is newer than 2.9. */
function isNewer(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = than.split('.').map(Number);
  return major === otherMajor ? minor > otherMinor : major > otherMajor;
}

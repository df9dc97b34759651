/** What apt could not do, in words, and the way out. */
export type AptFailure = { readonly why: string; readonly hint: string };

type Asked = { readonly mirror: string; readonly suite: string };

const otherWays =
  'or fetch the packages elsewhere and say --from-deb FILE,…, or name a folder with --from DIR.';

/** Each with apt's own English words; the first that matches counts. */
const causes: readonly (readonly [RegExp, (asked: Asked) => AptFailure])[] = [
  [
    /No space left on device|don't have enough free space|write error|ENOSPC/i,
    () => ({
      why: 'the disk of the data folder is full',
      hint: 'Free about 100 MB, then install again.',
    }),
  ],
  [
    /NO_PUBKEY|EXPKEYSIG|REVKEYSIG|BADSIG|is not signed|Missing key|couldn't be verified|at least one invalid signature|No good signature|not bound: |Sub-process \S*(?:sqv|gpgv)/i,
    ({ mirror, suite }) => ({
      why: `what ${mirror} gives for ${suite} is not signed with a key of Debian that this host knows`,
      hint: `Bring the keys up to date (apt-get install debian-archive-keyring), name another mirror with --mirror URL, ${otherWays}`,
    }),
  ],
  [
    /Release file .* is (?:not valid yet|expired)|is not valid (?:yet|anymore)/i,
    ({ mirror, suite }) => ({
      why: `the lists of ${suite} on ${mirror} are out of their time`,
      hint: 'Set the clock of this host; if it is right, the mirror is stale: name another with --mirror URL.',
    }),
  ],
  [
    /Could not resolve|Temporary failure resolving|Could not connect|Cannot initiate the connection|Connection timed out|Connection refused|Network is unreachable|Connection failed|Connection reset|No route to host/i,
    ({ mirror }) => ({
      why: `the mirror ${mirror} cannot be reached`,
      hint: `Check the network of this host and the proxy that apt uses, name another mirror with --mirror URL, ${otherWays}`,
    }),
  ],
  [
    /does not have a Release file|no longer has a Release file|404\s+Not Found/i,
    ({ mirror, suite }) => ({
      why: `the mirror ${mirror} has no suite "${suite}"`,
      hint: `Name another suite with --suite (trixie, sid), another mirror with --mirror URL, ${otherWays}`,
    }),
  ],
  [
    /Hash Sum mismatch|File has unexpected size/i,
    ({ mirror }) => ({
      why: `the mirror ${mirror} is being updated, or something on the way changes what it sends`,
      hint: 'Try again in a quarter of an hour.',
    }),
  ],
  [
    /Unable to locate package|has no installation candidate|Can't find a source to download/i,
    ({ mirror, suite }) => ({
      why: `the suite "${suite}" on ${mirror} lacks one of the packages`,
      hint: 'Name another suite with --suite (trixie, sid).',
    }),
  ],
];

/** @param complaint what apt-get wrote to its error output, in English */
export function explainAptFailure(complaint: string, asked: Asked): AptFailure {
  const known = causes.find(([pattern]) => pattern.test(complaint));
  if (known) return known[1](asked);
  const lines = complaint.split('\n').filter((line) => line.startsWith('E:'));
  const said = (lines.length > 0 ? lines.join(' ') : complaint).replaceAll(/\s+/g, ' ').slice(0, 500);
  return { why: `apt-get failed: ${said}`, hint: `Mend what it names, ${otherWays}` };
}

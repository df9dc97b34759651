import { runApt } from './run-apt.ts';
import type { AptRun } from './run-apt.ts';

export type FoundMirror =
  | { readonly kind: 'mirror'; readonly url: string }
  /** apt is there, but fetches nothing from a Debian mirror; `others` are what it does use. */
  | { readonly kind: 'none'; readonly others: readonly string[] }
  | { readonly kind: 'no-apt' }
  | { readonly kind: 'failed'; readonly complaint: string };

const debianReleases = new Set(
  'stable oldstable oldoldstable testing unstable sid buster bullseye bookworm trixie forky duke'.split(' '),
);

const blankFreeUrl = /^[a-z][a-z+]*:[!-~]+$/i;

/** The Debian mirror that apt uses on this host, by asking apt: it knows all forms of its own files. */
export async function findMirror(run: AptRun): Promise<FoundMirror> {
  const format = '$(REPO_URI) $(RELEASE) $(COMPONENT) $(ORIGIN)';
  const asked = await runApt(run, ['indextargets', '--format', format, 'Created-By: Packages']);
  if (asked.kind !== 'done') return asked;
  const targets = asked.output.split('\n').map((line) => line.split(' '));
  const fitting = targets.filter(
    ([url = '', release = '', component, origin = '']) =>
      component === 'main' &&
      blankFreeUrl.test(url) &&
      debianReleases.has(release) &&
      // Not known before the first `apt-get update`; apt then leaves the word as it is.
      (origin === 'Debian' || origin.startsWith('$')),
  );
  const url = fitting[0]?.[0];
  if (url !== undefined) return { kind: 'mirror', url };
  return { kind: 'none', others: [...new Set(targets.flatMap(([other]) => other || []))] };
}

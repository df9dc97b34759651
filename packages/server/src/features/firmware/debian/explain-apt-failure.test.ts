import { expect, it } from 'vitest';
import { explainAptFailure } from './explain-apt-failure.ts';

const asked = { mirror: 'http://mirror.example/debian', suite: 'trixie' };

/** What apt-get 2.6 and 3.0 wrote, and what a person is told. */
it.each([
  [
    "W: Failed to fetch http://mirror.example/debian/dists/trixie/InRelease  Temporary failure resolving 'mirror.example'\nE: Some index files failed to download.",
    'the mirror http://mirror.example/debian cannot be reached',
  ],
  [
    'E: Failed to fetch http://mirror.example/debian/dists/trixie/InRelease  Could not connect to mirror.example:80 (192.0.2.1), connection timed out',
    'the mirror http://mirror.example/debian cannot be reached',
  ],
  [
    "E: The repository 'http://mirror.example/debian trixie Release' does not have a Release file.",
    'the mirror http://mirror.example/debian has no suite "trixie"',
  ],
  [
    "W: GPG error: http://mirror.example/debian trixie InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 6ED0E7B82643E131\nE: The repository 'http://mirror.example/debian trixie InRelease' is not signed.",
    'what http://mirror.example/debian gives for trixie is not signed with a key of Debian that this host knows',
  ],
  [
    'E: Release file for http://mirror.example/debian/dists/trixie/InRelease is not valid yet (invalid for another 3h 2min 1s). Updates for this repository will not be applied.',
    'the lists of trixie on http://mirror.example/debian are out of their time',
  ],
  [
    "E: You don't have enough free space in /data/firmware-sets/1.work/cache/archives/.",
    'the disk of the data folder is full',
  ],
  ['E: Write error - write (28: No space left on device)', 'the disk of the data folder is full'],
  [
    'E: Unable to locate package ipxe',
    'the suite "trixie" on http://mirror.example/debian lacks one of the packages',
  ],
  [
    'E: Failed to fetch http://mirror.example/x.deb  Hash Sum mismatch',
    'the mirror http://mirror.example/debian is being updated, or something on the way changes what it sends',
  ],
  ['W: be careful\nE: Something\nE: new', 'apt-get failed: E: Something E: new'],
])('%s', (complaint, why) => {
  expect(explainAptFailure(complaint, asked).why).toBe(why);
});

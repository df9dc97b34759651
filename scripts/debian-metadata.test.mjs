import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { debianChangelog, debianControl, debianMaintainer } from './debian-metadata.mjs';

test('a system whose glibc is too old for one of the programs is refused by apt, not by the program', () => {
  const home = mkdtempSync(join(tmpdir(), 'netberth-home-'));
  mkdirSync(join(home, 'node_modules/lib'), { recursive: true });
  writeFileSync(join(home, 'node'), 'a\0GLIBC_2.2.5\0GLIBC_2.28\0');
  writeFileSync(join(home, 'node_modules/lib/linux.node'), '\0GLIBC_2.34\0GLIBC_2.9\0');
  writeFileSync(join(home, 'node_modules/lib/readme.md'), 'GLIBC_2.99');
  const control = debianControl({
    version: '1.2.3',
    architecture: 'amd64',
    sizeKib: '7',
    home,
    maintainer: 'A <a@b>',
  });
  rmSync(home, { recursive: true });
  expect(control).toContain('\nDepends: adduser, libc6 (>= 2.34), libgcc-s1,');
});

test('the package names who has built it, as Debian’s tools are told, else an address that is plainly none', () => {
  expect(debianMaintainer({})).toBe('The Netberth authors <maintainers@netberth.invalid>');
  const maintainer = debianMaintainer({ DEBFULLNAME: 'Ada', DEBEMAIL: 'ada@example.org' });
  expect(debianChangelog('1.2.3', new Date('2026-01-31T12:00:00Z'), maintainer)).toMatch(
    / -- Ada <ada@example\.org> {2}Sat, 31 Jan 2026 12:00:00 \+0000\n$/,
  );
});

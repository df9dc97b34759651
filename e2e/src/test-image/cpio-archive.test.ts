import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { cpioArchive } from './cpio-archive.ts';

test('cpio lists what was put in, with modes and sizes', () => {
  const archive = cpioArchive([
    { name: 'bin', content: new Uint8Array(), mode: 0o040755 },
    { name: 'bin/hello', content: Buffer.from('hello'), mode: 0o100755 },
    { name: 'bin/hi', content: Buffer.from('hello'), mode: 0o120777 },
  ]);
  const listing = execFileSync('cpio', ['-tv', '--quiet'], { input: archive, encoding: 'utf8' });
  const lines = listing
    .trimEnd()
    .split('\n')
    .map((line) => line.replaceAll(/ +/g, ' ').replace(/\w+ \d+ \d+ /, ''));
  expect(lines).toEqual([
    'drwxr-xr-x 1 root root 0 bin',
    '-rwxr-xr-x 1 root root 5 bin/hello',
    'lrwxrwxrwx 1 root root 5 bin/hi -> hello',
  ]);
});

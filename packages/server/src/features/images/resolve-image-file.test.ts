import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiscIndexes } from './disc-indexes.ts';
import { resolveImageFile } from './resolve-image-file.ts';

const top = mkdtempSync(join(tmpdir(), 'netberth-resolve-'));
const folder = join(top, 'profile');

beforeAll(() => {
  mkdirSync(join(folder, 'sub'), { recursive: true });
  mkdirSync(join(top, 'profile-of-another'));
  writeFileSync(join(top, 'profile-of-another', 'secret'), 'secret');
  writeFileSync(join(folder, 'pxeboot.kernel'), 'kernel');
  writeFileSync(join(folder, 'sub', 'initrd'), 'initrd');
  writeFileSync(join(folder, '.hidden'), 'hidden');
  writeFileSync(join(folder, '%2e'), 'a name with a per cent sign');
  symlinkSync('pxeboot.kernel', join(folder, 'image1.kernel'));
  symlinkSync('sub', join(folder, 'also-sub'));
  symlinkSync('/proc/self/environ', join(folder, 'environ'));
  symlinkSync('/etc', join(folder, 'etc'));
  symlinkSync('../profile-of-another/secret', join(folder, 'neighbour'));
  symlinkSync('nowhere', join(folder, 'dangling'));
  symlinkSync('loop', join(folder, 'loop'));
  symlinkSync('/dev/zero', join(folder, 'zero'));
  symlinkSync(folder, join(top, 'link-to-profile'));
  execFileSync('mkfifo', [join(folder, 'fifo')]);
});

afterAll(() => rmSync(top, { recursive: true }));

async function outcomeOf(remainder: string): Promise<unknown> {
  const resolved = await resolveImageFile(folder, remainder, new DiscIndexes());
  switch (resolved.kind) {
    case 'file':
      return { name: resolved.file.name, real: resolved.file.realPath.slice(folder.length + 1) };
    case 'absent':
      return 'absent';
    case 'refused':
      return resolved.why;
    case 'broken':
      return 'broken';
  }
}

describe('resolveImageFile', () => {
  it.each([
    ['pxeboot.kernel', { name: 'pxeboot.kernel', real: 'pxeboot.kernel' }],
    ['sub/initrd', { name: 'sub/initrd', real: 'sub/initrd' }],
    ['image1.kernel', { name: 'image1.kernel', real: 'pxeboot.kernel' }],
    ['also-sub/initrd', { name: 'also-sub/initrd', real: 'sub/initrd' }],
    ['%252e', { name: '%2e', real: '%2e' }],
    ['missing', 'absent'],
    ['sub/missing', 'absent'],
    ['pxeboot.kernel/deeper', 'absent'],
    ['dangling', 'absent'],
    ['sub', 'not-a-regular-file'],
    ['fifo', 'not-a-regular-file'],
    ['environ', 'link-leaves-folder'],
    ['etc/passwd', 'link-leaves-folder'],
    ['neighbour', 'link-leaves-folder'],
    ['zero', 'link-leaves-folder'],
    ['loop', 'broken'],
    ['..%2fprofile-of-another%2fsecret', 'hidden-name'],
    ['%2e%2e/profile-of-another/secret', 'dot-segment'],
    ['.hidden', 'hidden-name'],
  ])('%s', async (remainder, expected) => {
    expect(await outcomeOf(remainder)).toEqual(expected);
  });

  it('follows a link that is the folder itself', async () => {
    expect(
      await resolveImageFile(join(top, 'link-to-profile'), 'image1.kernel', new DiscIndexes()),
    ).toMatchObject({
      kind: 'file',
    });
  });

  it('does not say "absent" when the folder of the profile cannot be looked up', async () => {
    const resolved = await resolveImageFile(join(top, 'not-mounted'), 'kernel', new DiscIndexes());
    expect(resolved).toMatchObject({ kind: 'broken', error: { code: 'ENOENT' } });
  });
});

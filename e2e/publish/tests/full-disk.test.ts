import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runNetberth } from '../../src/run-netberth.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { writeCatalogue } from '../src/site-catalogue.ts';

const isRoot = process.getuid?.() === 0;
const skipped = isRoot ? '' : ' (skipped: only root may mount a small disk)';

describe(`a folder on a disk that is full${skipped}`, { skip: !isRoot }, () => {
  const work = emptyWorkFolder('publish-full-disk');
  const disk = join(work, 'disk');
  beforeAll(() => {
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', disk]);
  });
  afterAll(() => void execFileSync('umount', [disk]));

  const publish = (name: string) => {
    const catalogue = writeCatalogue(work, name, 'http://files.invalid');
    const place = [
      '--to',
      `dir:${join(disk, 'www')}`,
      '--catalogue',
      catalogue,
      '--data',
      join(work, 'data'),
    ];
    return runNetberth('menu', 'publish', ...place);
  };
  const pointer = () => readFileSync(join(disk, 'www/stable/index.html'), 'utf8');

  test('keeps the old menu, says so, and takes the new one when there is room', async () => {
    expect((await publish('Site Linux')).exitCode).toBe(0);
    const before = pointer();
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(bavail * bsize));
    const { exitCode, stderr } = await publish('Newer Linux');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('the disk is full: free some space');
    expect(stderr).toContain('the menu is as it was. The same command goes on from here.');
    expect(pointer()).toBe(before);
    const left = readdirSync(disk, { recursive: true, encoding: 'utf8' });
    expect(left.filter((name) => name.endsWith('.part'))).toEqual([]);
    rmSync(join(disk, 'ballast'));
    expect((await publish('Newer Linux')).exitCode).toBe(0);
    expect(pointer()).not.toBe(before);
  });
});

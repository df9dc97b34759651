import { execFileSync } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCases, type StartCase } from '../src/live/disks-machine.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';

const mib = 1024 * 1024;

test('a live system keeps what it shall on a disk that is its own, and writes to no other', async () => {
  const folder = emptyWorkFolder('live-start');
  const [empty, foreign, ready, twin] = ['empty', 'foreign', 'ready', 'twin'].map((name) =>
    join(folder, name),
  );
  if (empty === undefined || foreign === undefined || ready === undefined || twin === undefined) return;
  for (const disk of [empty, foreign, ready, twin]) {
    writeFileSync(disk, '');
    truncateSync(disk, 32 * mib);
  }
  // Something that blkid knows nothing of, far from both ends of a disk, and something at its end.
  const bytes = Buffer.alloc(32 * mib);
  bytes.write('somebody’s data', 31 * mib + 500_000);
  writeFileSync(foreign, bytes);
  for (const disk of [ready, twin]) execFileSync('/sbin/mkfs.ext4', ['-q', '-F', '-L', 'SAME', disk]);

  const look =
    'cat /var/lib/nova/* | tr "\\n" " "; echo; readlink /var/lib/nova; readlink /etc/systemd/system/default.target; rm -f /etc/systemd/system/default.target';
  const cases: readonly StartCase[] = [
    {
      name: 'a disk with unknown data',
      persist: { label: 'DATA', create: { disk: '/dev/vdb' } },
      behind: look,
    },
    { name: 'nothing may be made', persist: { label: 'DATA', missing: 'run' }, behind: look },
    { name: 'two with one label', persist: { label: 'SAME' }, behind: look },
    { name: 'an empty disk that none may use', persist: { device: '/dev/vda' }, behind: look },
    {
      name: 'an empty disk',
      persist: { label: 'DATA', create: { disk: '/dev/vda' } },
      behind: `${look}; cp /etc/machine-id /first-id; echo 'from the machine' >/var/lib/nova/second`,
    },
    {
      name: 'the next boot',
      persist: { label: 'DATA', create: { disk: '/dev/vda' } },
      behind: `${look}; cmp /etc/machine-id /first-id && echo same machine-id`,
    },
    {
      name: 'a disk with a file system',
      persist: { device: '/dev/vdc', create: { disk: '/dev/vdc' }, how: 'link' },
      behind: `${look}; rm /var/lib/nova`,
    },
  ];
  const shown = await runCases(folder, [empty, foreign, ready, twin], cases, 120_000);
  const lines = shown
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) =>
      /^(CASE|Netberth: (there|several|two|the|\/dev|kept)|from the|\/data|\/lib|same|cmp)/.test(line),
    );
  expect(lines).toEqual([
    'CASE a disk with unknown data',
    'Netberth: there is no partition with the label DATA, and the disk /dev/vdb is not empty (data that is not known): it is left as it is. It goes to rescue mode.',
    'from the image',
    '/lib/systemd/system/rescue.target',
    'CASE nothing may be made',
    'Netberth: there is no partition with the label DATA, and the recipe lets none be made. It runs without: nothing is kept.',
    'from the image',
    'CASE two with one label',
    'Netberth: several partitions have the label SAME: /dev/vdc /dev/vdd. It goes to rescue mode.',
    'from the image',
    '/lib/systemd/system/rescue.target',
    'CASE an empty disk that none may use',
    'Netberth: /dev/vda holds nothing that is known, not a file system for Linux: it is left as it is. It goes to rescue mode.',
    'from the image',
    '/lib/systemd/system/rescue.target',
    'CASE an empty disk',
    'Netberth: the disk /dev/vda is empty: making partition 1 on it',
    'Netberth: kept on /dev/vda1: /var/lib/nova',
    'from the image',
    'CASE the next boot',
    'Netberth: kept on /dev/vda1: /var/lib/nova',
    'from the image from the machine',
    'same machine-id',
    'CASE a disk with a file system',
    'Netberth: kept on /dev/vdc: /var/lib/nova',
    'from the image',
    '/data/var/lib/nova',
  ]);
  expect(readFileSync(foreign).equals(bytes)).toBe(true);
});

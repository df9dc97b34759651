import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gatherProgram } from './gather-program.ts';
import { taskProgram } from './task-program.ts';
import { testProgram } from './test-program.ts';
import { wipeProgram } from './wipe-program.ts';

const hasJq = canRun('jq', '--version');
const skipped = hasJq ? '' : ' (skipped: there is no jq here)';
const size = 256 * 1024;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netberth-wipe-'));
  mkdirSync(join(folder, 'bin'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program of the system as a test wants it to be; the rest is real. */
function program(name: string, text: string): void {
  const file = join(folder, 'bin', name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
}

/** Files in place of disks, full of data: a controller does with them what its programs here do. */
function disks(...names: readonly string[]): void {
  const own = names.map((name) => ({
    ...{ name, type: 'disk', size, model: 'Test', serial: `S-${name}` },
    ...{ rota: false, tran: /^(usb|fc)/.exec(name)?.[1] ?? 'sata', rm: false, ro: false },
  }));
  for (const name of names) writeFileSync(join(folder, name), Buffer.alloc(size, 'data'));
  program('lsblk', `echo '${JSON.stringify({ blockdevices: own })}'`);
  program('blockdev', `case $1 in --getsize64) echo ${size} ;; --getro) echo 0 ;; esac`);
  program('blkdiscard', 'echo "blkdiscard: BLKDISCARD ioctl failed: Operation not supported" >&2; exit 1');
  program('hdparm', 'echo "SECURITY ERASE UNIT"; echo "	frozen"');
  program('nvme', 'echo "NVMe status: Invalid Opcode(0x4001)" >&2; exit 1');
  // Files in memory know no direct access.
  program(
    'dd',
    'for each; do shift; case $each in [io]flag=direct) ;; *) set -- "$@" "$each" ;; esac; done; exec /bin/dd "$@"',
  );
}

function wipe(settings: Readonly<Record<string, string>> = {}): unknown {
  const env = {
    ...{ NETBERTH_PATH: `${join(folder, 'bin')}:/usr/sbin:/usr/bin:/sbin:/bin`, NETBERTH_DEVICES: folder },
    ...{ NETBERTH_WIPE_SAMPLES: '8', ...settings },
  };
  return JSON.parse(execFileSync('sh', ['-c', wipeProgram], { env, encoding: 'utf8', stdio: 'pipe' }));
}

function isZero(name: string): boolean {
  return readFileSync(join(folder, name)).every((byte) => byte === 0);
}

const ofDisk = (name: string) => ({ name, serial: `S-${name}`, sampledBlocks: 8, filledBlocks: 0 });

describe('the program that wipes', () => {
  test.skipIf(!hasJq)(
    `writes all of a disk that cannot erase itself, and says what was refused${skipped}`,
    () => {
      disks('sda');
      expect(wipe()).toMatchObject({
        ...{ task: 'wipe', missing: [] },
        disks: [
          {
            ...ofDisk('sda'),
            method: 'overwrite',
            refused: [
              'ata erase: its security is frozen by the firmware',
              'secure discard: blkdiscard: BLKDISCARD ioctl failed: Operation not supported',
              'discard: blkdiscard: BLKDISCARD ioctl failed: Operation not supported',
            ],
          },
        ],
      });
      expect(isZero('sda')).toBe(true);
    },
  );

  test.skipIf(!hasJq)(`does not believe a disk that says it has erased itself, and has not${skipped}`, () => {
    disks('nvme0n1');
    program('nvme', 'echo "Success formatting namespace:1"');
    expect(wipe()).toMatchObject({
      disks: [
        {
          ...{ ...ofDisk('nvme0n1'), method: 'overwrite' },
          refused: [
            'nvme format: said it was done, and 8 of 8 blocks still hold something',
            expect.stringMatching(/^discard: /),
          ],
        },
      ],
    });
    expect(isZero('nvme0n1')).toBe(true);
  });

  test.skipIf(!hasJq)(
    `erases nothing by itself where only the disk may, and names none as done${skipped}`,
    () => {
      disks('sda');
      expect(wipe({ NETBERTH_WIPE: 'purge' })).toMatchObject({ disks: [{ name: 'sda', method: null }] });
      expect(isZero('sda')).toBe(false);
    },
  );

  test.skipIf(!hasJq)(
    `touches the disks that are meant and no other, and says which are not there${skipped}`,
    () => {
      disks('sda', 'sdb');
      expect(wipe({ NETBERTH_WIPE: 'overwrite', NETBERTH_WIPE_DISKS: 'S-sdb,sdq' })).toMatchObject({
        ...{ disks: [{ ...ofDisk('sdb'), method: 'overwrite', refused: [] }], missing: ['sdq'] },
      });
      expect([isZero('sda'), isZero('sdb')]).toEqual([false, true]);
    },
  );

  test.skipIf(!hasJq)(
    `leaves the stick that the machine came from, and storage that others may use, unless they are named${skipped}`,
    () => {
      disks('sda', 'usb0', 'fc0');
      expect(wipe({ NETBERTH_WIPE: 'overwrite' })).toMatchObject({ disks: [{ name: 'sda' }] });
      expect([isZero('sda'), isZero('usb0'), isZero('fc0')]).toEqual([true, false, false]);
      wipe({ NETBERTH_WIPE: 'overwrite', NETBERTH_WIPE_DISKS: 'S-fc0' });
      expect([isZero('usb0'), isZero('fc0')]).toEqual([false, true]);
    },
  );
});

test.each([
  ['gather', gatherProgram],
  ['wipe', wipeProgram],
  ['test', testProgram],
  ['task', taskProgram],
])('the program %s is one for every POSIX shell', (_, text) => {
  expect(() => execFileSync('sh', ['-n'], { input: text, stdio: 'pipe' })).not.toThrow();
});

function canRun(name: string, ...words: readonly string[]): boolean {
  try {
    execFileSync(name, words, { stdio: 'ignore' });
    return true;
  } catch {
    return false; // it is not installed
  }
}

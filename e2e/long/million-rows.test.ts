import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installFakeFirmware } from '../../packages/netberth/src/media/firmware.fixture.ts';

const main = join(import.meta.dirname, '../../packages/netberth/src/main.ts');

/** `machine-513,10.0.2.1/8,52:54:00:00:02:01`; the number in the lower bytes of address and card. */
function rowOf(number: number): string {
  const bytes = [number >> 16, (number >> 8) & 0xff, number & 0xff];
  const mac = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
  return `machine-${number},10.${bytes.join('.')}/8,52:54:00:${mac}\n`;
}

test(
  'a list of a million rows is checked in 400 MiB, and a fault at its end is found before anything is written',
  {
    timeout: 300_000,
  },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netberth-rows-'));
    try {
      await installFakeFirmware(join(folder, 'data'));
      const list = join(folder, 'machines.csv');
      const rows = Array.from({ length: 999_999 }, (_, index) => rowOf(index + 1)).join('');
      writeFileSync(list, `name,ip,mac\n${rows}machine-x,10.0.0.7/8,52:54:00:00:02:01\n`);
      const words = [
        'media',
        'batch',
        list,
        '-o',
        join(folder, 'media.zip'),
        '--boot-url',
        'http://10.255.255.1:8080',
      ];
      const flags = ['--max-old-space-size=400', main, '--data', join(folder, 'data')];
      const { status, stderr } = spawnSync(process.execPath, [...flags, ...words], { encoding: 'utf8' });
      expect(stderr.split('\n').filter((line) => !/^checked \d+ rows$/.test(line))).toEqual([
        'Nothing was written:',
        '  line 1000001: ip: "10.0.0.7" is in line 8 already',
        '  line 1000001: mac: "52:54:00:00:02:01" is in line 514 already',
        '',
      ]);
      expect([status, readdirSync(folder).sort()]).toEqual([1, ['data', 'machines.csv']]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

import { mkdir, mkdtemp, readFile, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillTftpFolder } from './fill-tftp-folder.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netberth-tftp-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('the TFTP folder follows the firmware, and what a person put there stays', async () => {
  const [tftp, firmware] = [join(folder, 'tftp'), join(folder, 'firmware')];
  const urls = ['http://10.20.0.1:8080', 'http://10.30.0.1:8080'];
  await fillTftpFolder(tftp, firmware, ['undionly.kpxe', 'snponly.efi'], urls);
  expect((await readdir(tftp)).sort()).toEqual(['autoexec.ipxe', 'snponly.efi', 'undionly.kpxe']);
  expect(await readlink(join(tftp, 'snponly.efi'))).toBe(join(firmware, 'snponly.efi'));
  expect((await readFile(join(tftp, 'autoexec.ipxe'), 'utf8')).split('\n')).toEqual(
    expect.arrayContaining([
      'chain --autofree --replace http://10.20.0.1:8080/bootstrap.ipxe ||',
      'chain --autofree --replace http://10.30.0.1:8080/bootstrap.ipxe ||',
    ]),
  );

  await mkdir(join(tftp, 'overlays'));
  await writeFile(join(tftp, 'config.txt'), 'arm_64bit=1\n');
  await symlink('/boot/firmware/start4.elf', join(tftp, 'start4.elf'));
  await writeFile(join(tftp, 'ipxe.efi'), 'of my own');
  await fillTftpFolder(tftp, firmware, ['ipxe.efi', 'undionly.kpxe'], urls);
  expect((await readdir(tftp)).sort()).toEqual([
    'autoexec.ipxe',
    'config.txt',
    'ipxe.efi',
    'overlays',
    'start4.elf',
    'undionly.kpxe',
  ]);
  expect(await readFile(join(tftp, 'ipxe.efi'), 'utf8')).toBe('of my own');
});

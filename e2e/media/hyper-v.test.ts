import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { installedFirmware } from '../src/installed-firmware.ts';
import { runNetberth } from '../src/run-netberth.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';
import { MediumMachine } from './medium-machine.ts';

const bootMs = 240_000;
const installed = await installedFirmware();
const skip = installed.kind === 'out-of-reach';
const skipped = skip ? ` (skipped: ${installed.why})` : '';

async function stick(folder: string): Promise<string> {
  if (installed.kind === 'out-of-reach') throw new Error(installed.why);
  const image = join(folder, 'medium.img');
  const words = ['media', 'create', '-o', image, '--firmware', 'uefi', '--boot-url', 'http://10.0.2.2:9'];
  expect(await runNetberth('--data', installed.data, ...words)).toMatchObject({ exitCode: 0, stderr: '' });
  return image;
}

/** The same forms as in docs/hyper-v.md. */
const forms = [
  ['vhdx', 'medium.vhdx', 'subformat=fixed'],
  ['vpc', 'medium.vhd', 'subformat=fixed,force_size=on'],
  ['qcow2', 'medium.qcow2', 'compat=1.1'],
] as const;

describe(`a medium for Hyper-V and clouds${skipped}`, { skip }, () => {
  test('keeps every byte in the forms of virtual disks', async () => {
    const folder = emptyWorkFolder('disk-forms');
    const image = await stick(folder);
    const qemuImg = (...args: string[]) => execFileSync('qemu-img', args, { encoding: 'utf8' });
    for (const [form, name, options] of forms) {
      const disk = join(folder, name);
      qemuImg('convert', '-f', 'raw', '-O', form, '-o', options, image, disk);
      expect(qemuImg('compare', '-f', 'raw', '-F', form, image, disk)).toBe('Images are identical.\n');
    }
    // A fixed VHD is the raw disk and a footer (Virtual Hard Disk Image Format Specification, Hard Disk Footer Format).
    const [raw, vhd] = [readFileSync(image), readFileSync(join(folder, 'medium.vhd'))];
    expect(vhd.subarray(0, raw.length).equals(raw)).toBe(true);
    expect(vhd.subarray(-512, -504).toString()).toBe('conectix');
  });

  test('boots from a VHDX file on UEFI', async () => {
    const folder = emptyWorkFolder('vhdx');
    const image = join(folder, 'medium.vhdx');
    execFileSync('qemu-img', ['convert', '-f', 'raw', '-O', 'vhdx', await stick(folder), image]);
    await using machine = new MediumMachine({ firmware: 'uefi', drive: 'usb', image, form: 'vhdx', folder });
    const [shown] = await machine.shows(/Netberth medium offline-/, bootMs);
    expect(shown).toBe('Netberth medium offline-');
  });

  test.each(['ipxe.efi', 'ipxe.lkrn'])('%s has the driver of its network card', async (loader) => {
    if (installed.kind === 'out-of-reach') throw new Error(installed.why);
    const { stdout } = await runNetberth('--data', installed.data, 'firmware', 'status', '--json');
    const { files } = JSON.parse(stdout) as { files: { file: string; ipxe: { drivers: string[] } | null }[] };
    expect(files.find(({ file }) => file === loader)?.ipxe?.drivers).toContain('netvsc');
  });
});

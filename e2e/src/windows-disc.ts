import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './test-image/run.ts';

/** Where things lie on media of Windows, in the capitals of Windows Server 2022. */
const loaders = [
  'bootmgr',
  'bootmgr.efi',
  'Boot/BCD',
  'Boot/boot.sdi',
  'Boot/etfsboot.com',
  'efi/Boot/bootx64.efi',
  'efi/microsoft/boot/BCD',
  'efi/microsoft/boot/efisys.bin',
];

/**
 * A disc in the layout of Microsoft's, without anything of theirs: everything in UDF, and in ISO 9660 one file that says so.
 * Its images are real ones.
 * @returns the folder of its files
 */
export async function writeWindowsDisc(iso: string, folder: string): Promise<string> {
  const tree = join(folder, 'disc');
  for (const path of loaders) write(join(tree, path), `${path} ${'.'.repeat(4000)}`);
  write(join(tree, 'README.TXT'), 'This disc contains a "UDF" file system.\n');
  write(join(tree, 'setup.exe'), 'setup');
  const system = join(folder, 'system');
  write(join(system, 'Windows/System32/wpeinit.exe'), 'of Windows PE '.repeat(200_000));
  mkdirSync(join(tree, 'sources'), { recursive: true });
  const capture = async (name: string, image: string, ...more: readonly string[]) =>
    await run('wimcapture', [system, join(tree, 'sources', name), image, '--compress=none', ...more]);
  await capture('boot.wim', 'Microsoft Windows PE (amd64)', '--boot');
  await capture('install.wim', 'Windows Server 2022 SERVERSTANDARD');
  const label = ['-V', 'SSS_X64FREE_EN-US_DV9'];
  const bios = ['-b', 'Boot/etfsboot.com', '-no-emul-boot', '-boot-load-size', '8'];
  await run('genisoimage', ['-quiet', '-udf', ...label, ...bios, '-o', iso, tree]);
  hideFromIso9660(iso, 'README.TXT');
  return tree;
}

/** Leaves one file in the root folder of ISO 9660 (ECMA-119, 8.4.18 and 9.1). */
function hideFromIso9660(iso: string, kept: string): void {
  const bytes = readFileSync(iso);
  const rootAt = bytes.readUInt32LE(16 * 2048 + 156 + 2) * 2048;
  const folder = Buffer.alloc(2048);
  let end = 0;
  for (let at = rootAt; (bytes[at] ?? 0) > 0; at += bytes[at] ?? 0) {
    const record = bytes.subarray(at, at + (bytes[at] ?? 0));
    const name = record.toString('latin1', 33, 33 + (record[32] ?? 0));
    if (name === '\0' || name === '\x01' || name === `${kept};1`) end += record.copy(folder, end);
  }
  folder.copy(bytes, rootAt);
  writeFileSync(iso, bytes);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runTool } from './run-tool.ts';
import { WorkFolder } from './work-folder.ts';

const packageFolder = join(import.meta.dirname, '..');

/** What the example leaves to its reader: the files that it names, and where the image goes. */
const given = `
import { writeFileSync } from 'node:fs';
const [ipxeEfi, ipxeLkrn, ldlinux, isolinux] = [1, 2, 3, 4].map((byte) => new Uint8Array(5000).fill(byte));
isolinux.set([0xfb, 0xc0, 0x78, 0x70], 64);
const [isolinuxConfig, isohdpfx] = [Buffer.from('DEFAULT ipxe'), new Uint8Array(432)];
const scriptOfThisMachine = Buffer.from('#!ipxe\\necho this machine\\n');
const written = [];
const socket = { write: (chunk) => written.push(chunk) };
`;

test('the example of the README makes an image that boots from BIOS and UEFI, with the script of the machine', () => {
  const readme = readFileSync(join(packageFolder, 'README.md'), 'utf8');
  const example = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? '';
  using folder = new WorkFolder();
  const program = folder.file('example.ts');
  const own = example.replace("'@netberth/disk-image'", JSON.stringify(join(packageFolder, 'src/index.ts')));
  const image = folder.file('image.iso');
  writeFileSync(program, `${given}${own}writeFileSync(${JSON.stringify(image)}, Buffer.concat(written));\n`);
  runTool(process.execPath, [program]);
  const report = runTool('xorriso', ['-indev', image, '-report_el_torito', 'plain']);
  expect(report).toMatch(/boot img : +1 +BIOS/);
  expect(report).toMatch(/boot img : +2 +UEFI/);
  expect(readFileSync(image, 'latin1').split('#!ipxe\necho this machine\n')).toHaveLength(3);
});

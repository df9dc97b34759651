import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a catalogue with one entry, whose kernel lies at this URL. Gives its folder. */
export function writeCatalogue(folder: string, name: string, mirror: string): string {
  const catalogue = join(folder, 'catalogue');
  mkdirSync(join(catalogue, 'products'), { recursive: true });
  writeFileSync(join(catalogue, 'sections.yaml'), '- { id: linux, name: Systems }\n');
  const loaders = 'memdisk: http://files.invalid/memdisk\nwimboot: http://files.invalid/wimboot\n';
  writeFileSync(join(catalogue, 'loaders.yaml'), loaders);
  writeFileSync(join(catalogue, 'products', 'site.yaml'), siteProduct(name, mirror));
  return catalogue;
}

export function siteProduct(name: string, mirror: string): string {
  return [
    `name: ${name}`,
    'homepage: https://site.invalid',
    'section: linux',
    'net: none',
    `mirrors: ${mirror}`,
    'arch: { x86_64: x86_64 }',
    "boot: [{ method: linux, kernel: '{mirror}/vmlinuz', args: [console=ttyS0, panic=-1, norandmaps, mitigations=off] }]",
    '',
  ].join('\n');
}

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FakeUpstream } from '../../src/features/assets/upstream/upstream.fixture.ts';

/** A data folder whose menu has `site`, a system with two releases at this upstream: kernel, initrd and an image each. */
export function siteOf({ url }: FakeUpstream): string {
  const data = mkdtempSync(join(tmpdir(), 'netberth-mirror-'));
  mkdirSync(join(data, 'menu'));
  writeSite(data, url);
  return data;
}

export function writeSite(data: string, url: string, releases = "'1', '2'"): void {
  const product = [
    'name: Site Linux',
    'net: none',
    `mirrors: ${url}`,
    'arch: { x86_64: x86_64 }',
    `axes: { release: { items: [${releases}] } }`,
    "assets: { image: '{mirror}/{release}/live.squashfs' }",
    'boot:',
    '  - method: linux',
    "    kernel: '{mirror}/{release}/vmlinuz'",
    "    initrd: ['{mirror}/{release}/initrd.img']",
    "    args: ['root=live:{image}', 'sig={mirror}/{release}/live.squashfs.sig']",
  ];
  writeFileSync(join(data, 'menu', 'site.yaml'), product.join('\n'));
}

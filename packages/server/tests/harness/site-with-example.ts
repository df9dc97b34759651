import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A product that stays as it is, for tests that compare whole scripts. */
const example = `name: Example
net: debian-installer
arch: { x86_64: amd64, arm64: arm64 }
confirm: The installer can erase the disks of this machine.
mirrors: http://mirror.example/os
axes:
  release: { title: Release, items: [{ id: two, label: 2 (two) }, one] }
inputs:
  preseed:
    title: Preseed file
    kind: url
    automation: preseed
    args: [auto=true, 'preseed/url={preseed}']
boot:
  - { method: linux, kernel: '{mirror}/{release}/{arch}/linux', initrd: ['{mirror}/{release}/{arch}/initrd.gz'] }
`;

/** A data folder whose site has the product `example` in its menu. */
export function siteWithExample(): string {
  const data = mkdtempSync(join(tmpdir(), 'netberth-site-'));
  mkdirSync(join(data, 'menu'));
  writeFileSync(join(data, 'menu', 'example.yaml'), example);
  return data;
}

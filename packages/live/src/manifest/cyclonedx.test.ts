import { expect, test } from 'vitest';
import { cycloneDx } from './cyclonedx.ts';
import { readPackages } from './read-packages.ts';

test('the packages of an image are a bill of materials', () => {
  const packages = readPackages(
    'curl\t7.88.1-10\tamd64\tcurl\nlibc6:amd64\t1:2.36-9+deb12u1\tamd64\tglibc\n',
  );
  const manifest = {
    ...({ kind: 'netberth-live', name: 'node', version: '1.2', date: '2026-11-01T00:00:00.000Z' } as const),
    system: { distribution: 'debian', release: 'bookworm', arch: 'x86_64' } as const,
    ...({
      kernelRelease: '6.1.0',
      live: 'dracut',
      network: 'networkd',
      args: '',
      tasks: false,
      memoryMib: 500,
    } as const),
    ...{ kernel: 'vmlinuz', initrd: 'initrd', root: 'rootfs.squashfs', sbom: 'sbom.cdx.json', persist: null },
    machine: { sshKeys: [], files: [] },
    packages: [...packages],
  };
  expect(cycloneDx(manifest)).toEqual({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      timestamp: '2026-11-01T00:00:00.000Z',
      tools: { components: [{ type: 'application', name: 'netberth' }] },
      component: { type: 'operating-system', 'bom-ref': 'image', name: 'node', version: '1.2' },
    },
    components: [
      { type: 'operating-system', 'bom-ref': 'system', name: 'debian', version: 'bookworm' },
      {
        ...{ type: 'library', name: 'curl', version: '7.88.1-10' },
        'bom-ref': 'pkg:deb/debian/curl@7.88.1-10?arch=amd64',
        purl: 'pkg:deb/debian/curl@7.88.1-10?arch=amd64',
        properties: [{ name: 'netberth:source', value: 'curl' }],
      },
      {
        ...{ type: 'library', name: 'libc6', version: '1:2.36-9+deb12u1' },
        'bom-ref': 'pkg:deb/debian/libc6@1%3A2.36-9%2Bdeb12u1?arch=amd64',
        purl: 'pkg:deb/debian/libc6@1%3A2.36-9%2Bdeb12u1?arch=amd64',
        properties: [{ name: 'netberth:source', value: 'glibc' }],
      },
    ],
  });
});

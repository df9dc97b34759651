import type { LiveManifest, LivePackage } from './live-manifest.ts';

/**
 * The packages of an image as a bill of materials (CycloneDX 1.5, JSON). It has no serial number and the date of the image, so
 * that the same image has the same one.
 */
export function cycloneDx(manifest: Omit<LiveManifest, 'files'>): object {
  const { name, version, date, system, packages } = manifest;
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      timestamp: date,
      tools: { components: [{ type: 'application', name: 'netberth' }] },
      component: { type: 'operating-system', 'bom-ref': 'image', name, version },
    },
    components: [
      {
        type: 'operating-system',
        'bom-ref': 'system',
        name: system.distribution,
        version: system.release,
      },
      ...packages.map((each) => component(each, system)),
    ],
  };
}

/** Package URLs: https://github.com/package-url/purl-spec, types deb and rpm. */
function component({ name, version, arch, source }: LivePackage, { distribution }: LiveManifest['system']) {
  const type = distribution === 'debian' || distribution === 'ubuntu' ? 'deb' : 'rpm';
  const [bare = name] = name.split(':');
  const purl = `pkg:${type}/${distribution}/${encodeURIComponent(bare)}@${encodeURIComponent(version)}?arch=${arch}`;
  return {
    type: 'library',
    'bom-ref': purl,
    name: bare,
    version,
    purl,
    properties: [{ name: 'netberth:source', value: source }],
  };
}

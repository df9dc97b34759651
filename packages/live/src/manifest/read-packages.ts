import type { LivePackage } from './live-manifest.ts';

/** The list that the last stage leaves: name, version, architecture and source, with tabs between. */
export function readPackages(text: string): readonly LivePackage[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', version = '', arch = '', source = ''] = line.split('\t');
      return { name, version, arch, source };
    });
}

import type { CapabilitySetName } from '../capability-sets.ts';

/** The build that a machine has when nothing else is said. */
export const defaultBuild: CapabilitySetName = 'debian-trixie';

const versions: Readonly<Record<CapabilitySetName, string>> = {
  'debian-bookworm': '1.0.0+git-20190125.36a4c85-5.1',
  'debian-trixie': '1.21.1+git20250501.dad20602+dfsg-1',
  'debian-sid': '2.0.0+dfsg-5',
  upstream: '2.0.0',
};

/** What a build says as `${version}`, and to servers as `User-Agent: iPXE/<version>`. */
export function buildVersion(build: CapabilitySetName): string {
  return versions[build];
}

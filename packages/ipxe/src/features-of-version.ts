import type { Feature, Platform } from './capability-set.ts';
import { capabilitySets, type CapabilitySetName } from './capability-sets.ts';
import { buildVersion } from './simulate/build-version.ts';

/** What the build of this version can do (`${version}`, or `iPXE/VERSION` as a user agent); null: it is none that we know. */
export function featuresOfVersion(version: string, platform: Platform): ReadonlySet<Feature> | null {
  const name = (Object.keys(capabilitySets) as CapabilitySetName[]).find(
    (each) => buildVersion(each) === version,
  );
  return name === undefined ? null : capabilitySets[name][platform].features;
}

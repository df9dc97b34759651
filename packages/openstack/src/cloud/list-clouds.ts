import type { Cloud } from './cloud.ts';
import { CloudProblem } from './cloud-problem.ts';
import { chooseCloud, type CloudFiles } from './choose-cloud.ts';
import { isMapping, mappingIn, mergeMappings } from './mapping.ts';
import { parseCloud } from './parse-cloud.ts';

export type ListedCloud = {
  readonly name: string;
  /** As `regions` lists them, else the one of `region_name`. */
  readonly regions: readonly string[];
} & (
  | { readonly kind: 'usable'; readonly cloud: Cloud }
  /** Why not, with what to do. */
  | { readonly kind: 'unusable'; readonly problem: string }
);

/** Every cloud of the files, in their order, each in its first region. The environment has no part in it. */
export function listClouds(files: CloudFiles): ListedCloud[] {
  const clouds = mappingIn(mergeMappings(files.clouds, files.secure), 'clouds');
  return Object.keys(clouds).map((name) => listOne(files, name));
}

function listOne(files: CloudFiles, name: string): ListedCloud {
  try {
    const chosen = chooseCloud(files, {}, { cloud: name, region: null });
    return { name, regions: regionsOf(chosen), kind: 'usable', cloud: parseCloud(chosen) };
  } catch (error) {
    if (!(error instanceof CloudProblem)) throw error;
    return { name, regions: [], kind: 'unusable', problem: error.message };
  }
}

function regionsOf({ said, region }: ReturnType<typeof chooseCloud>): string[] {
  const listed: unknown = said['regions'];
  if (Array.isArray(listed))
    return listed.map((entry: unknown) => String(isMapping(entry) ? entry['name'] : entry));
  return region === null ? [] : [region];
}

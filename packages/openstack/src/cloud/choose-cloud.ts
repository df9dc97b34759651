import { CloudProblem } from './cloud-problem.ts';
import { environmentCloud, type Environment } from './environment-cloud.ts';
import { isMapping, mappingIn, mergeMappings, type Mapping } from './mapping.ts';

/** The files as they were read; an empty mapping where there is none. */
export type CloudFiles = {
  readonly clouds: Mapping;
  /** `secure.yaml`: the same shape, wins over `clouds`. */
  readonly secure: Mapping;
  /** `clouds-public.yaml`: what many clouds have in common. */
  readonly vendors: Mapping;
};

/** What a person named on the command line; null: nothing. */
export type CloudChoice = { readonly cloud: string | null; readonly region: string | null };

export type ChosenCloud = { readonly name: string; readonly region: string | null; readonly said: Mapping };

/**
 * Picks one cloud and region and merges what is said of it, as python-openstackclient does: the choice, else
 * `OS_CLOUD`, else the cloud of the environment, else the only one of the file.
 *
 * Throws CloudProblem.
 */
export function chooseCloud(files: CloudFiles, environment: Environment, choice: CloudChoice): ChosenCloud {
  const fromEnvironment = environmentCloud(environment);
  const environmentName = environment['OS_CLOUD_NAME'] || 'envvars';
  const filed = mappingIn(mergeMappings(files.clouds, files.secure), 'clouds');
  const clouds = fromEnvironment === null ? filed : { ...filed, [environmentName]: { ...fromEnvironment } };
  const name =
    choice.cloud ?? (environment['OS_CLOUD'] || onlyName(clouds, fromEnvironment && environmentName));
  const found = clouds[name];
  if (!isMapping(found)) throw new CloudProblem(unknownCloud(name, Object.keys(clouds)));
  const said = withVendor(name, found, files.vendors);
  return withRegion(name, said, choice.region ?? (environment['OS_REGION_NAME'] || null));
}

function onlyName(clouds: Mapping, environmentName: string | null): string {
  if (environmentName !== null) return environmentName;
  const [first, ...others] = Object.keys(clouds);
  if (first === undefined)
    throw new CloudProblem(
      'No cloud is described: there is neither a clouds.yaml (here, in ~/.config/openstack or /etc/openstack) nor OS_AUTH_URL in the environment.\nYour cloud offers one to download, often as "OpenStack clouds.yaml File" under "API Access".',
    );
  if (others.length > 0)
    throw new CloudProblem(
      `clouds.yaml describes ${others.length + 1} clouds: say which with --os-cloud, one of ${[first, ...others].join(', ')}.`,
    );
  return first;
}

function unknownCloud(name: string, known: readonly string[]): string {
  const there = known.length === 0 ? 'No file describes any cloud.' : `There is ${known.join(', ')}.`;
  return `No cloud "${name}" is described in clouds.yaml: ${there}`;
}

/** `profile: x` (of old `cloud: x`) takes over what `clouds-public.yaml` says of x. */
function withVendor(name: string, cloud: Mapping, vendors: Mapping): Mapping {
  const vendor = cloud['profile'] ?? cloud['cloud'];
  if (typeof vendor !== 'string' || vendor === name) return cloud;
  const found = mappingIn(vendors, 'public-clouds')[vendor];
  if (!isMapping(found))
    throw new CloudProblem(
      `The cloud "${name}" is of the profile "${vendor}", which is not described: add it to clouds-public.yaml beside clouds.yaml, or write its auth_url into the cloud itself.`,
    );
  return mergeMappings(found, cloud);
}

/** `regions` holds names, or names with values that only count there. */
function withRegion(name: string, said: Mapping, asked: string | null): ChosenCloud {
  const listed = Array.isArray(said['regions']) ? said['regions'].map(regionOf) : [];
  const own = typeof said['region_name'] === 'string' ? said['region_name'] : null;
  const region = asked ?? own ?? listed[0]?.name ?? null;
  const entry = listed.find((each) => each.name === region);
  if (listed.length > 0 && entry === undefined)
    throw new CloudProblem(
      `The cloud "${name}" has no region "${region}": it has ${listed.map((each) => each.name).join(', ')}.`,
    );
  return { name, region, said: mergeMappings(said, entry?.values ?? {}) };
}

function regionOf(entry: unknown): { name: string; values: Mapping } {
  if (isMapping(entry)) return { name: String(entry['name']), values: mappingIn(entry, 'values') };
  return { name: String(entry), values: {} };
}

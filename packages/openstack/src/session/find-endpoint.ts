import type { Cloud } from '../cloud/cloud.ts';
import { CloudProblem } from '../cloud/cloud-problem.ts';
import type { Endpoint, Token } from './token.ts';

/** Names that clouds give to one service (Service Types Authority, and what went before it). */
const otherTypes: Readonly<Record<string, readonly string[]>> = {
  compute: ['computev21'],
  'object-store': ['object-storage'],
  'block-storage': ['volumev3', 'block-store', 'volume'],
};

/** The version that is spoken here; `null`: the URL is used as it stands. */
const versions: Readonly<Record<string, string | null>> = {
  identity: '/v3',
  image: '/v2',
  network: '/v2.0',
};

const typesOf = (service: string): readonly string[] => [service, ...(otherTypes[service] ?? [])];

export function isOffered(cloud: Cloud, token: Token, service: string): boolean {
  const types = typesOf(service);
  return types.some(
    (type) => cloud.endpoints[type] !== undefined || token.catalogue.some((each) => each.service === type),
  );
}

/** Where a service is, with its version and without a slash at the end. Throws CloudProblem. */
export function findEndpoint(cloud: Cloud, token: Token, service: string): string {
  const types = typesOf(service);
  const overridden = types.map((type) => cloud.endpoints[type]).find((url) => url !== undefined);
  return withVersion(overridden ?? offered(cloud, token, service, types).url, versions[service] ?? null);
}

function offered(cloud: Cloud, token: Token, service: string, types: readonly string[]): Endpoint {
  const ofType = token.catalogue.filter((endpoint) => types.includes(endpoint.service));
  if (ofType.length === 0)
    throw new CloudProblem(
      `The cloud "${cloud.name}" offers no ${service} service${token.project === null ? ': the credentials are for no project (project_name is missing?)' : ''}.`,
    );
  const ofInterface = ofType.filter((endpoint) => endpoint.interface === cloud.interface);
  const regions = [...new Set(ofInterface.map(({ region }) => region))];
  const region = cloud.region ?? (regions.length === 1 ? regions[0] : undefined);
  const found = ofInterface.find((endpoint) => endpoint.region === region);
  if (found !== undefined) return found;
  throw new CloudProblem(
    region === undefined
      ? `The cloud "${cloud.name}" has its ${service} service in ${regions.length} regions: say which with --os-region-name, one of ${regions.join(', ')}.`
      : `The cloud "${cloud.name}" has no ${cloud.interface} ${service} service in the region "${region}": it has ${ofType.map((each) => `${each.region} (${each.interface})`).join(', ')}.`,
  );
}

function withVersion(url: string, version: string | null): string {
  const plain = url.replace(/\/+$/, '');
  if (version === null || /\/v\d+(\.\d+)?$/.test(plain)) return plain;
  return plain + version;
}

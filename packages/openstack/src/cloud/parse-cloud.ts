import type { ChosenCloud } from './choose-cloud.ts';
import { interfaces, type Cloud, type Interface } from './cloud.ts';
import { CloudProblem } from './cloud-problem.ts';
import { mappingIn, type Mapping } from './mapping.ts';
import { parseAuth } from './parse-auth.ts';

/** What is said of a cloud, typed. Throws CloudProblem with everything that is wrong. */
export function parseCloud(chosen: ChosenCloud): Cloud {
  const { name, region, said } = chosen;
  const auth = mappingIn(said, 'auth');
  const word = (key: string) => wordOf(auth[key] ?? said[key]);
  const problems: string[] = [];
  const authUrl = parseAuthUrl(word('auth_url'), problems);
  const parsed = parseAuth(wordOf(said['auth_type']), word, problems);
  const chosenInterface = parseInterface(said, problems);
  if (problems.length > 0 || parsed === null)
    throw new CloudProblem(
      `The cloud "${name}" cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    );
  const endpoints = endpointOverrides(said);
  return { name, authUrl, auth: parsed, region, interface: chosenInterface, endpoints, tls: parseTls(said) };
}

/** YAML makes numbers of names like `007`: a name is what was written, as far as that can be told. */
function wordOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function parseAuthUrl(url: string | null, problems: string[]): string {
  if (url === null || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    problems.push(
      `auth_url is ${url === null ? 'missing' : `"${url}"`}: the http(s) URL of Identity, as https://cloud.example:5000/v3`,
    );
    return '';
  }
  if (new URL(url).username !== '' || new URL(url).password !== '') {
    problems.push('auth_url has a user in it: write username and password beside it, under auth');
    return '';
  }
  const plain = url.replace(/\/+$/, '');
  if (/\/v2(\.\d+)?$/.test(plain)) {
    problems.push(
      `auth_url "${url}" names Identity v2, which OpenStack gave up in 2018: write ${plain.replace(/\/v2[^/]*$/, '/v3')}, and name user_domain_name and project_domain_name (often Default)`,
    );
  }
  return plain.endsWith('/v3') ? plain : `${plain}/v3`;
}

function parseInterface(said: Mapping, problems: string[]): Interface {
  const written = wordOf(said['interface'] ?? said['endpoint_type']) ?? 'public';
  const plain = written.replace(/URL$/, '');
  const found = interfaces.find((each) => each === plain);
  if (found === undefined) problems.push(`interface is "${written}": one of ${interfaces.join(', ')}`);
  return found ?? 'public';
}

/** `image_endpoint_override: URL`, for clouds whose catalogue tells addresses that cannot be reached. */
function endpointOverrides(said: Mapping): Record<string, string> {
  return Object.fromEntries(
    Object.entries(said).flatMap(([key, value]) => {
      const service = /^(.+)_endpoint_override$/.exec(key)?.[1]?.replaceAll('_', '-');
      return service === undefined || typeof value !== 'string' ? [] : [[service, value]];
    }),
  );
}

function parseTls(said: Mapping): Cloud['tls'] {
  return {
    caFile: wordOf(said['cacert']),
    certFile: wordOf(said['cert']),
    keyFile: wordOf(said['key']),
    isVerified: !(
      /^(false|no|0)$/i.test(wordOf(said['verify']) ?? '') ||
      /^(true|yes|1)$/i.test(wordOf(said['insecure']) ?? '')
    ),
  };
}

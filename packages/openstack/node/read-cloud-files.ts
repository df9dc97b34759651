import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CloudProblem, type CloudFiles, type Environment } from '@netberth/openstack';
import { parse, YAMLParseError } from 'yaml';

type Mapping = CloudFiles['clouds'];
const endings = ['yaml', 'yml', 'json'];

/** Where python-openstackclient looks, in its order; the first file that is there is the one. */
export function cloudFolders(environment: Environment): readonly string[] {
  const own = environment['XDG_CONFIG_HOME'] || join(environment['HOME'] || homedir(), '.config');
  return [
    '.',
    join(own, 'openstack'),
    join(environment['HOME'] || homedir(), '.config', 'openstack'),
    ...siteFolders(environment),
    '/etc/openstack',
  ];
}

/** Of the site, before /etc (XDG Base Directory Specification). */
function siteFolders(environment: Environment): readonly string[] {
  const [first = '/etc/xdg'] = (environment['XDG_CONFIG_DIRS'] ?? '')
    .split(':')
    .filter((each) => each !== '');
  return [join(first, 'openstack')];
}

/** Throws CloudProblem for a file that is no YAML, and what the file system says of one that cannot be read. */
export async function readCloudFiles(environment: Environment): Promise<CloudFiles> {
  const folders = cloudFolders(environment);
  const read = async (name: string, variable: string) =>
    readFirst([
      ...(environment[variable] ? [environment[variable]] : []),
      ...folders.flatMap((folder) => endings.map((ending) => join(folder, `${name}.${ending}`))),
    ]);
  return {
    clouds: await read('clouds', 'OS_CLIENT_CONFIG_FILE'),
    secure: await read('secure', 'OS_CLIENT_SECURE_FILE'),
    vendors: await read('clouds-public', 'OS_CLIENT_VENDOR_FILE'),
  };
}

/** Those of one folder and of nowhere else. Throws as `readCloudFiles` does. */
export async function readCloudFolder(folder: string): Promise<CloudFiles> {
  const read = async (name: string) => readFirst(endings.map((ending) => join(folder, `${name}.${ending}`)));
  return { clouds: await read('clouds'), secure: await read('secure'), vendors: await read('clouds-public') };
}

async function readFirst(paths: readonly string[]): Promise<Mapping> {
  for (const path of paths) {
    const text = await readIfThere(path);
    if (text !== null) return parseFile(path, text);
  }
  return {};
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return null;
    throw new CloudProblem(`Cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function parseFile(path: string, text: string): Mapping {
  try {
    const value: unknown = parse(text, { maxAliasCount: 100 });
    return isMapping(value) ? value : {};
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    // Not the lines themselves, which the message would show: there may be a password among them.
    const at = error.linePos?.[0].line ?? '?';
    throw new CloudProblem(`${path}, line ${at}: is no YAML (${error.code})`);
  }
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { PublishProblem, type S3Credentials, type S3KeysIn } from '../src/index.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Profile = Readonly<Record<string, string>>;

export type S3Settings = {
  readonly credentials: S3Credentials;
  readonly region: string;
  readonly endpoint: string | null;
};

/**
 * What the tools of AWS would take: the environment first, then the profile of `~/.aws/credentials` and `~/.aws/config`.
 *
 * Throws PublishProblem where there are no credentials.
 */
export async function readS3Settings(
  environment: Environment,
  keysIn: S3KeysIn = 'environment',
): Promise<S3Settings> {
  const { file, name, profile } = await readProfile(environment);
  const setting = (variable: string, key: string) => environment[variable] || profile[key] || null;
  const accessKeyId = setting('AWS_ACCESS_KEY_ID', 'aws_access_key_id');
  const secretAccessKey = setting('AWS_SECRET_ACCESS_KEY', 'aws_secret_access_key');
  if (accessKeyId === null || secretAccessKey === null)
    throw new PublishProblem(
      `There are no credentials for S3: write aws_access_key_id and aws_secret_access_key under [${name}] of ${file}${keysIn === 'file' ? '' : ', or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'}`,
    );
  const endpoint = environment['AWS_ENDPOINT_URL_S3'] || setting('AWS_ENDPOINT_URL', 'endpoint_url');
  return {
    credentials: {
      accessKeyId,
      secretAccessKey,
      sessionToken: setting('AWS_SESSION_TOKEN', 'aws_session_token'),
    },
    region: environment['AWS_REGION'] || setting('AWS_DEFAULT_REGION', 'region') || 'us-east-1',
    endpoint: endpoint?.replace(/\/+$/, '') ?? null,
  };
}

/** @returns the file where its keys belong, whether they are there or not */
async function readProfile(
  environment: Environment,
): Promise<{ readonly file: string; readonly name: string; readonly profile: Profile }> {
  const home = join(environment['HOME'] || homedir(), '.aws');
  const name = environment['AWS_PROFILE'] || 'default';
  const file = environment['AWS_SHARED_CREDENTIALS_FILE'] || join(home, 'credentials');
  const credentials = await readIni(file);
  const config = await readIni(environment['AWS_CONFIG_FILE'] || join(home, 'config'));
  return { file, name, profile: { ...config[`profile ${name}`], ...config[name], ...credentials[name] } };
}

async function readIni(path: string): Promise<Readonly<Record<string, Profile>>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    const why = error instanceof Error ? error.message : String(error);
    throw new PublishProblem(`Cannot read ${path}: ${why}`, { cause: error });
  });
  const sections: Record<string, Record<string, string>> = {};
  let section = '';
  for (const line of text.split('\n')) {
    section = /^\s*\[(.+?)\]\s*$/.exec(line)?.[1]?.trim() ?? section;
    const [, key, value] = /^\s*([a-z_]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) (sections[section] ??= {})[key] = value;
  }
  return sections;
}

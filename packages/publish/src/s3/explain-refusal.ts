import { PublishProblem } from '../publish-problem.ts';
import { parseError } from './parse-answer.ts';

/** Where the keys and the region may stand: a program that reads no environment has the file alone. */
export type S3KeysIn = 'environment' | 'file';

const variables = {
  aws_access_key_id: 'AWS_ACCESS_KEY_ID',
  aws_secret_access_key: 'AWS_SECRET_ACCESS_KEY',
  aws_session_token: 'AWS_SESSION_TOKEN',
  region: 'AWS_REGION',
  endpoint_url: 'AWS_ENDPOINT_URL',
} as const;

/** Each is named as the environment has it and as the file does: only one of the two is there to look at. */
function named(keysIn: S3KeysIn, ...keys: readonly (keyof typeof variables)[]): string {
  const inFile = `${keys.join(' and ')} in the file`;
  return keysIn === 'file' ? inFile : `${keys.map((key) => variables[key]).join(' and ')}, or ${inFile}`;
}

function wayOut(code: string, keysIn: S3KeysIn): string | null {
  switch (code) {
    case 'ExpiredToken':
    case 'TokenRefreshRequired':
      return 'The credentials have expired: get new ones, then run this again.';
    case 'RequestExpired':
      return 'The credentials have expired, or the clock of this host is wrong.';
    case 'InvalidAccessKeyId':
      return `Look at the access key: ${named(keysIn, 'aws_access_key_id')}.`;
    case 'InvalidToken':
      return `Look at ${named(keysIn, 'aws_session_token')}: it goes with one access key.`;
    case 'SignatureDoesNotMatch':
      return `Look at the secret key and the region: ${named(keysIn, 'aws_secret_access_key', 'region')}.`;
    case 'AccessDenied':
      return 'These credentials may not do that: they need ListBucket, GetObject, PutObject and DeleteObject.';
    case 'NoSuchBucket':
      return `The bucket is not there (any more), or it is in another region or at another address: ${named(keysIn, 'region', 'endpoint_url')}.`;
    case 'PermanentRedirect':
    case 'AuthorizationHeaderMalformed':
      return `The bucket is in another region: set ${named(keysIn, 'region')}.`;
    case 'RequestTimeTooSkewed':
      return 'The clock of this host is wrong.';
    default:
      return null;
  }
}

export type S3Refusal = {
  readonly title: string;
  readonly request: string;
  readonly status: number;
  readonly text: string;
};

/** What a person reads when S3 does not do what it was asked to. */
export function explainRefusal(
  { title, request, status, text }: S3Refusal,
  keysIn: S3KeysIn = 'environment',
): PublishProblem {
  const said = parseError(text);
  const code = said === null || said.code === '' ? String(status) : `${status} ${said.code}`;
  const words = said?.message ? `: ${said.message}` : '';
  const advice = wayOut(said?.code ?? '', keysIn) ?? (status === 403 ? wayOut('AccessDenied', keysIn) : null);
  return new PublishProblem(
    `${title} answers ${code} to ${request}${words}${advice === null ? '' : `\n${advice}`}`,
  );
}

import { PublishProblem } from '../publish-problem.ts';
import { parseError } from './parse-answer.ts';

const otherRegion = 'The bucket is in another region: set AWS_REGION, or region in the file.';

// Each is named as the environment has it and as the file of credentials does: only one of the two is there to look at.
const wayOut: Readonly<Record<string, string>> = {
  ExpiredToken: 'The credentials have expired: get new ones, then run this again.',
  TokenRefreshRequired: 'The credentials have expired: get new ones, then run this again.',
  RequestExpired: 'The credentials have expired, or the clock of this host is wrong.',
  InvalidAccessKeyId: 'Look at the access key: AWS_ACCESS_KEY_ID, or aws_access_key_id in the file.',
  InvalidToken: 'Look at AWS_SESSION_TOKEN, or aws_session_token in the file: it goes with one access key.',
  SignatureDoesNotMatch:
    'Look at the secret key and the region: AWS_SECRET_ACCESS_KEY and AWS_REGION, or aws_secret_access_key and region in the file.',
  AccessDenied:
    'These credentials may not do that: they need ListBucket, GetObject, PutObject and DeleteObject.',
  NoSuchBucket:
    'The bucket is not there (any more), or it is in another region or at another address: AWS_REGION and AWS_ENDPOINT_URL, or region and endpoint_url in the file.',
  PermanentRedirect: otherRegion,
  AuthorizationHeaderMalformed: otherRegion,
  RequestTimeTooSkewed: 'The clock of this host is wrong.',
};

/** What a person reads when S3 does not do what it was asked to. */
export function explainRefusal(title: string, request: string, status: number, text: string): PublishProblem {
  const said = parseError(text);
  const code = said === null || said.code === '' ? String(status) : `${status} ${said.code}`;
  const words = said?.message ? `: ${said.message}` : '';
  const advice = wayOut[said?.code ?? ''] ?? (status === 403 ? wayOut['AccessDenied'] : undefined);
  return new PublishProblem(
    `${title} answers ${code} to ${request}${words}${advice === undefined ? '' : `\n${advice}`}`,
  );
}

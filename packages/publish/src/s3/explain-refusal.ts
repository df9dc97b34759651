import { PublishProblem } from '../publish-problem.ts';
import { parseError } from './parse-answer.ts';

const wayOut: Readonly<Record<string, string>> = {
  ExpiredToken: 'The credentials have expired: get new ones, then run this again.',
  TokenRefreshRequired: 'The credentials have expired: get new ones, then run this again.',
  RequestExpired: 'The credentials have expired, or the clock of this host is wrong.',
  InvalidAccessKeyId: 'Look at AWS_ACCESS_KEY_ID, or at the profile in ~/.aws/credentials.',
  InvalidToken: 'Look at AWS_SESSION_TOKEN: it goes with one access key.',
  SignatureDoesNotMatch: 'Look at AWS_SECRET_ACCESS_KEY and AWS_REGION.',
  AccessDenied:
    'These credentials may not do that: they need ListBucket, GetObject, PutObject and DeleteObject.',
  NoSuchBucket:
    'The bucket is not there (any more), or it is in another region or at another AWS_ENDPOINT_URL.',
  PermanentRedirect: 'The bucket is in another region: set AWS_REGION.',
  AuthorizationHeaderMalformed: 'The bucket is in another region: set AWS_REGION.',
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

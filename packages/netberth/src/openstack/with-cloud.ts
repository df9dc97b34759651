import { CloudProblem, OpenstackError, type ErrorKind, type Session } from '@netberth/openstack';
import { connectCloud } from '@netberth/openstack/node';
import { Failure } from '../failure.ts';
import type { Environment } from '../server/read-server-config.ts';
import type { CloudChoiceInput } from './cloud-fields.ts';

/** Does something in the cloud that is meant. What fails there becomes a Failure that says what to do. */
export async function withCloud<Result>(
  { osCloud, osRegionName }: CloudChoiceInput,
  environment: Environment,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  try {
    const connection = await connectCloud(
      { cloud: osCloud ?? null, region: osRegionName ?? null },
      environment,
    );
    try {
      return await work(connection.session);
    } finally {
      await connection.dispose();
    }
  } catch (error) {
    throw asFailure(error);
  }
}

export function asFailure(error: unknown): unknown {
  if (error instanceof CloudProblem) return new Failure(error.message, { cause: error });
  if (!(error instanceof OpenstackError)) return error;
  const advice = wayOut[error.facts.kind];
  return new Failure(advice === null ? error.message : `${error.message}\n${advice}`, { cause: error });
}

const wayOut: Readonly<Record<ErrorKind, string | null>> = {
  unreachable:
    'Is the cloud up, and reached from here? Its own certificate authority is named by `cacert:` in clouds.yaml.',
  unauthorized: 'Look at the user, the password (secure.yaml, OS_PASSWORD) and the project in clouds.yaml.',
  forbidden: 'The role in this project does not allow it: ask who runs the cloud.',
  'not-found': null,
  quota:
    'The quota of the project is used up: remove what is not needed, or ask who runs the cloud for more.',
  conflict: null,
  refused: null,
  broken: 'The cloud itself is at fault; who runs it finds the request by its id. Try again later.',
  strange: 'Is there a proxy between, or another service at this address?',
};

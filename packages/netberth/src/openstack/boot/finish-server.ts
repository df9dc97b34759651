import type { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Surroundings } from '../../local-command.ts';
import type { openstackFinish } from '../openstack-definitions.ts';
import { withCloud } from '../with-cloud.ts';
import { endInstall } from './end-install.ts';
import { findOurServer } from './make-server.ts';

/** `openstack finish`. */
export async function finishServer(
  asked: z.output<typeof openstackFinish.input>,
  { environment }: Surroundings,
): Promise<z.output<typeof openstackFinish.output>> {
  const { name } = asked;
  return withCloud(asked, environment, async (session) => {
    const server = await findOurServer(session, name);
    if (server === null)
      throw new Failure(
        `There is no server "${name}" that Netberth made in the cloud "${session.cloud.name}".`,
      );
    const ended = await endInstall({ session, signal: new AbortController().signal }, name, server.id);
    return { name, server: ended.id, status: ended.status, cloud: session.cloud.name };
  });
}

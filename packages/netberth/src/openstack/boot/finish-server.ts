import { mediaRevoke } from '@netberth/api';
import type { z } from 'zod';
import { connect } from '../../connect/connect.ts';
import { Failure } from '../../failure.ts';
import type { Surroundings } from '../../local-verb.ts';
import type { openstackFinish } from '../openstack-definitions.ts';
import { withCloud } from '../with-cloud.ts';
import { endInstall } from './end-install.ts';
import { IssuedIsos } from './issued-isos.ts';
import { findOurServer } from './make-server.ts';

/** `openstack finish`. */
export async function finishServer(
  asked: z.output<typeof openstackFinish.input>,
  { environment, flags }: Surroundings,
): Promise<z.output<typeof openstackFinish.output>> {
  const { name } = asked;
  return withCloud(asked, environment, async (session) => {
    const server = await findOurServer(session, name);
    if (server === null)
      throw new Failure(
        `There is no server "${name}" that Netberth made in the cloud "${session.cloud.name}".`,
      );
    const connection = await connect(flags, environment, mediaRevoke);
    try {
      const place = { session, isos: new IssuedIsos(connection), signal: new AbortController().signal };
      const ended = await endInstall(place, name, server.id);
      return { name, server: ended.id, status: ended.status, cloud: session.cloud.name };
    } finally {
      await connection.dispose();
    }
  });
}

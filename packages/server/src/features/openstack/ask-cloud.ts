import {
  markedMachine,
  openstackMarks,
  type InputOf,
  type OutputOf,
  type openstackCloud,
} from '@netberth/api';
import { listImages, listNetworks, listServers, type Cloud, type Session } from '@netberth/openstack';
import { openCloud } from '@netberth/openstack/node';

type Shown = OutputOf<typeof openstackCloud>;

/** Somebody waits at a page for it. */
const answerWithinMs = 30_000;

/** What Netberth made in a cloud, as the cloud says now. Throws OpenstackError, CloudProblem. */
export async function askCloud(cloud: Cloud): Promise<Shown> {
  const connection = await openCloud(cloud, { endsAfterMs: answerWithinMs });
  try {
    return await lookAround(connection.session, cloud.region);
  } finally {
    await connection.dispose();
  }
}

async function lookAround(
  session: Session,
  region: InputOf<typeof openstackCloud>['region'] | null,
): Promise<Shown> {
  const { user, project } = await session.token();
  const [servers, images, networks] = await Promise.all([
    listServers(session),
    listImages(session, { tag: openstackMarks.tag }),
    listNetworks(session),
  ]);
  return {
    ...{ cloud: session.cloud.name, region: region ?? null, user: user.name, project: project?.name ?? null },
    servers: servers
      .filter(({ metadata }) => metadata[openstackMarks.kind] !== undefined)
      .map(({ id, name, status, addresses, createdAt, metadata }) => ({
        ...{ id, name, status, addresses, createdAt, machine: markedMachine(metadata) },
      })),
    images: images
      .filter(({ properties }) => properties[openstackMarks.kind] !== undefined)
      .map(({ id, name, status, diskFormat: format, sizeBytes, createdAt, properties }) => ({
        ...{ id, name, status, format, sizeBytes, createdAt, kind: properties[openstackMarks.kind] ?? '' },
      })),
    networks: networks.map(({ id, name, mtu }) => ({ id, name, mtu })),
  };
}

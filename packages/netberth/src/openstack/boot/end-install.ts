import {
  deleteImage,
  detachVolume,
  findServer,
  findVolume,
  listImages,
  rebootServer,
  startServer,
  stopServer,
  unrescueServer,
  type Image,
  type Server,
  type Session,
} from '@netberth/openstack';
import { kindProperty, nameProperty, ourTag } from '../ours.ts';
import { Failure } from '../../failure.ts';
import type { BootSite } from './boot-site.ts';
import { reach } from './make-server.ts';

type Place = Pick<BootSite, 'session' | 'signal' | 'isos'>;

/**
 * Has a server boot its own disk, and takes the ISO away. How it booted from the ISO is seen by its state. Where no ISO of
 * ours is left this was done before, and nothing is touched: what is attached since then is somebody else's.
 */
export async function endInstall(place: Place, name: string, serverId: string): Promise<Server> {
  const server = await findServer(place.session, serverId);
  if (server === null) throw new Failure(`The server "${name}" is gone.`);
  const isos = await bootIsos(place.session, name);
  if (isos.length === 0) return server;
  const ids = isos.map(({ id }) => id);
  const booted = await bootDisk(place, name, server, ids);
  for (const image of isos) {
    await deleteImage(place.session, image.id);
    // A server that was made from the ISO keeps it as its CD.
    if (server.imageId !== image.id) await place.isos.revokeOf(image);
  }
  return booted;
}

async function bootDisk(
  place: Place,
  name: string,
  server: Server,
  isoIds: readonly string[],
): Promise<Server> {
  const { session } = place;
  if (server.status === 'RESCUE') {
    await unrescueServer(session, server.id);
    return reach(place, name, server.id, ['ACTIVE']);
  }
  if (server.imageId !== null && isoIds.includes(server.imageId)) {
    // Its root disk is the CD, which Nova takes from no server: Netberth itself sends it to the disk at each boot.
    await rebootServer(session, server.id);
    return reach(place, name, server.id, ['ACTIVE']);
  }
  const cd = await cdOf(session, server, isoIds);
  return cd === null ? server : withoutCd(place, name, server, cd);
}

/** Of its volumes the one that was made of the ISO; null: there is none any more. */
async function cdOf(session: Session, server: Server, isoIds: readonly string[]): Promise<string | null> {
  for (const id of server.volumeIds) {
    const made = (await findVolume(session, id))?.imageId ?? null;
    if (made !== null && isoIds.includes(made)) return id;
  }
  return null;
}

async function withoutCd(place: Place, name: string, server: Server, cd: string): Promise<Server> {
  const { session } = place;
  await stopServer(session, server.id);
  await reach(place, name, server.id, ['SHUTOFF']);
  await detachVolume(session, server.id, cd);
  await startServer(session, server.id);
  return reach(place, name, server.id, ['ACTIVE']);
}

/** The ISOs that were made for a server. */
export async function bootIsos(session: Session, name: string): Promise<Image[]> {
  const ours = await listImages(session, { tag: ourTag });
  return ours.filter(
    ({ properties }) => properties[kindProperty] === 'boot-iso' && properties[nameProperty] === name,
  );
}

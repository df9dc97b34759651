import {
  deleteImage,
  detachVolume,
  findServer,
  listImages,
  rebootServer,
  startServer,
  stopServer,
  unrescueServer,
  type Image,
  type Server,
  type Session,
  type Volume,
} from '@netberth/openstack';
import { kindProperty, nameProperty, ourTag } from '../ours.ts';
import { Failure } from '../../failure.ts';
import type { BootSite } from './boot-site.ts';
import { reach } from './make-server.ts';
import { hasKind, removeVolume, volumesOf } from './make-volumes.ts';

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
  const cds = (await volumesOf(session, name)).filter((volume) => hasKind(volume, 'cd'));
  return cds.length === 0 ? server : withoutCds(place, name, server, cds);
}

/** Firmware would go on to a CD by itself when the disk does not start. */
async function withoutCds(
  place: Place,
  name: string,
  server: Server,
  cds: readonly Volume[],
): Promise<Server> {
  const { session } = place;
  if (server.status !== 'SHUTOFF') await stopServer(session, server.id);
  await reach(place, name, server.id, ['SHUTOFF']);
  for (const { id } of cds) {
    if (server.volumeIds.includes(id)) await detachVolume(session, server.id, id);
    await removeVolume(place, id);
  }
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

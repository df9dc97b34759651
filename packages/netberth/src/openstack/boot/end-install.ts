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
} from '@netberth/openstack';
import { kindProperty, nameProperty, ourTag } from '../ours.ts';
import { Failure } from '../../failure.ts';
import type { BootSite } from './boot-site.ts';
import { reach } from './make-server.ts';

type Place = Pick<BootSite, 'session' | 'signal'>;

/** Has a server boot its own disk, and takes the ISO away. How it booted from the ISO is seen by its state. */
export async function endInstall(place: Place, name: string, serverId: string): Promise<Server> {
  const server = await findServer(place.session, serverId);
  if (server === null) throw new Failure(`The server "${name}" is gone.`);
  const isos = await bootIsos(place.session, name);
  const isRoot = isos.some(({ id }) => id === server.imageId);
  const booted = await bootDisk(place, name, server, isRoot);
  for (const { id } of isos) await deleteImage(place.session, id);
  return booted;
}

async function bootDisk(place: Place, name: string, server: Server, isRoot: boolean): Promise<Server> {
  const { session } = place;
  if (server.status === 'RESCUE') {
    await unrescueServer(session, server.id);
    return reach(place, name, server.id, ['ACTIVE']);
  }
  if (isRoot) {
    // Its root disk is the CD, which Nova takes from no server: Netberth itself sends it to the disk at each boot.
    await rebootServer(session, server.id);
    return reach(place, name, server.id, ['ACTIVE']);
  }
  const cd = server.volumeIds[1];
  if (cd === undefined) return server;
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

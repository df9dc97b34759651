import { awaitServer, deleteImage, deletePort, deleteServer, listPorts } from '@netberth/openstack';
import { isOurPort } from '../ours.ts';
import type { Booted } from './booted.ts';
import type { BootSite } from './boot-site.ts';
import { bootIsos } from './end-install.ts';
import { findOurServer } from './make-server.ts';
import { removeVolume, volumesOf } from './make-volumes.ts';

type Place = Pick<BootSite, 'session' | 'machines' | 'isos' | 'narrator' | 'signal'>;

const goneWithinMs = 10 * 60_000;

/** Removes all that was made for a server, and nothing else: server, volumes, ISO, port, machine. */
export async function cleanUp(place: Place, name: string): Promise<Booted> {
  const { session, machines, narrator, signal } = place;
  const tell = (what: string) => narrator.tell(name, what);
  const warnings: string[] = [];
  const server = await findOurServer(session, name);
  if (server !== null) {
    await deleteServer(session, server.id);
    await awaitServer(session, server.id, [], { timeoutMs: goneWithinMs, pauseMs: 500, signal });
    tell(`removed the server ${server.id}`);
  }
  for (const { id } of await volumesOf(session, name)) {
    const kept = await removeVolume(place, id);
    if (kept === null) tell(`removed the volume ${id}`);
    else warnings.push(`The volume ${id} stays; an image that was made of the server needs it: ${kept}`);
  }
  for (const image of await bootIsos(session, name)) {
    await deleteImage(session, image.id);
    await place.isos.revokeOf(image);
    tell(`removed the image ${image.id}`);
  }
  for (const port of (await listPorts(session, { name })).filter((each) => isOurPort(each, name))) {
    await deletePort(session, port.id);
    tell(`removed the port ${port.mac}`);
  }
  for (const warning of warnings) tell(warning);
  for (const { id } of await machines.ofServer(name, session.cloud.name)) {
    await machines.forget(id);
    tell(`forgot machine ${id}`);
  }
  return {
    name,
    state: 'removed',
    machine: null,
    machineState: null,
    server: null,
    serverStatus: null,
    port: null,
    mac: null,
    addresses: [],
    image: null,
    console: null,
    warnings,
    cloud: session.cloud.name,
  };
}

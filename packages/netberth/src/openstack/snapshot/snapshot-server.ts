import {
  awaitServer,
  findImage,
  findServer,
  listServers,
  shareImage,
  snapshotServer,
  startServer,
  stopServer,
  tagImage,
  updateImage,
  waitUntil,
  type Image,
  type Server,
  type Session,
} from '@netberth/openstack';
import type { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Surroundings } from '../../local-verb.ts';
import { interruptible } from '../boot/interruptible.ts';
import { reach } from '../boot/make-server.ts';
import { startNarrator, type Narrator } from '../boot/narrator.ts';
import type { openstackSnapshot } from './snapshot-definitions.ts';
import { generalisesItself, kindProperty, ourTag } from '../ours.ts';
import { withCloud } from '../with-cloud.ts';
import { generalise } from './generalise.ts';
import { byHand, stillOn } from './generalise-words.ts';

type Asked = z.output<typeof openstackSnapshot.input>;
type Made = z.output<typeof openstackSnapshot.output>;
type Place = { readonly session: Session; readonly signal: AbortSignal; readonly narrator: Narrator };

/** `openstack snapshot`. */
export async function snapshot(asked: Asked, { environment, terminal }: Surroundings): Promise<Made> {
  const narrator = await startNarrator(terminal, asked.name.length);
  try {
    return await withCloud(asked, environment, async (session) =>
      interruptible(async (signal) => imageInPlace({ session, signal, narrator }, asked)),
    );
  } finally {
    narrator.end();
  }
}

/** Generalise -> stop -> image -> start. */
async function imageInPlace(place: Place, asked: Asked): Promise<Made> {
  const { session } = place;
  const server = await onlyServer(session, asked.name);
  if (server.status === 'RESCUE')
    throw new Failure(
      `"${server.name}" is still booted from its ISO: end that first, with netberth openstack finish ${server.name}`,
    );
  await makeGeneral(place, server, asked);
  await stop(place, server);
  const { id, name, sizeBytes } = await imageOf(place, server, asked);
  const status = await startAgain(place, server, asked);
  const ended = { server: server.id, status, sharedWith: asked.share, cloud: session.cloud.name };
  return { id, name, sizeBytes, ...ended };
}

async function onlyServer(session: Session, reference: string): Promise<Server> {
  const named = (await listServers(session, { name: reference })).filter(({ name }) => name === reference);
  const [server, ...others] = named;
  if (others.length > 0)
    throw new Failure(
      `${named.length} servers are called "${reference}": name one by its id, ${named.map(({ id }) => id).join(' or ')}.`,
    );
  const found = server ?? (await findServer(session, reference));
  if (found !== null) return found;
  throw new Failure(`There is no server "${reference}" in the cloud "${session.cloud.name}".`);
}

/** By whichever way was chosen; it throws a Failure where none was. */
async function makeGeneral(
  { session, signal, narrator }: Place,
  server: Server,
  asked: Asked,
): Promise<void> {
  const { name, id } = server;
  if (asked.ssh !== undefined) {
    narrator.tell(name, `generalising it by ssh ${asked.ssh}`);
    await generalise(asked.ssh, signal, (line) => narrator.tell(name, line));
  } else if (generalisesItself(server) && !asked.generalised) {
    if (server.status === 'SHUTOFF') return;
    narrator.tell(name, 'generalises itself by its user data; waiting until it is off');
    narrator.at(name, { what: 'generalises itself', percent: null });
    const wait = { timeoutMs: asked.timeout * 60_000, pauseMs: 2000, signal };
    const awaited = await awaitServer(session, id, ['SHUTOFF'], wait);
    if (awaited.kind !== 'reached') throw new Failure(stillOn(name, asked.timeout));
  } else if (!asked.generalised) throw new Failure(byHand(name));
}

async function stop(place: Place, { id, name }: Server): Promise<void> {
  const server = await findServer(place.session, id);
  if (server?.status === 'SHUTOFF') return;
  await stopServer(place.session, id);
  await reach(place, name, id, ['SHUTOFF']);
  place.narrator.tell(name, 'stopped');
}

async function imageOf(place: Place, server: Server, asked: Asked): Promise<Image> {
  const { session, signal, narrator } = place;
  const day = session.surroundings.now().toISOString().slice(0, 10);
  const name = asked.image ?? `${server.name}-${day}`;
  const id = await snapshotServer(session, server.id, name, {
    [kindProperty]: 'snapshot',
    ...asked.property,
  });
  narrator.tell(server.name, `being copied to the image ${id}`);
  narrator.at(server.name, { what: 'its disk becomes an image', percent: null });
  const wait = { timeoutMs: asked.timeout * 60_000, signal };
  const active = await waitUntil(session, async () => settled(await findImage(session, id)), wait);
  if (active === null)
    throw new Failure(`The image ${id} is not active after ${asked.timeout} minutes; it may become so yet.`);
  if (active === 'gone')
    throw new Failure(`The cloud could not make the image of "${server.name}": it removed ${id} again.`);
  await tagImage(session, id, ourTag);
  const changed =
    asked.minDisk === undefined ? active : await updateImage(session, active, { min_disk: asked.minDisk });
  for (const project of asked.share) await shareImage(session, changed, project);
  return changed;
}

/** Null: not yet. */
function settled(image: Image | null): Image | 'gone' | null {
  if (image === null || image.status === 'killed' || image.status === 'deleted') return 'gone';
  return image.status === 'active' ? image : null;
}

async function startAgain(place: Place, server: Server, { stayOff }: Asked): Promise<string> {
  // One that generalises itself at a first start would do so again.
  if (stayOff || server.status === 'SHUTOFF' || generalisesItself(server)) return 'SHUTOFF';
  await startServer(place.session, server.id);
  return (await reach(place, server.name, server.id, ['ACTIVE'])).status;
}

import { generaliseUserData } from '@netberth/generalise';
import {
  awaitServer,
  createServer,
  isKind,
  listFlavors,
  listServers,
  rescueServer,
  type Disk,
  type Flavor,
  type Image,
  type Port,
  type Server,
  type Session,
} from '@netberth/openstack';
import { Failure } from '../../failure.ts';
import { generaliseProperty, isOurServer, kindProperty, machineProperty } from '../ours.ts';
import type { BootSite } from './boot-site.ts';
import type { BootWish } from './boot-wish.ts';
import type { ServerVolumes } from './make-volumes.ts';

const buildMinutes = 20;
const running = ['ACTIVE', 'RESCUE', 'SHUTOFF'];

/** Ours of that name; null: there is none. A server of somebody else of that name is left alone, and refused. */
export async function findOurServer(session: Session, name: string): Promise<Server | null> {
  const named = (await listServers(session, { name })).filter((server) => server.name === name);
  const ours = named.find(isOurServer);
  if (ours !== undefined || named.length === 0) return ours ?? null;
  throw new Failure(
    `There is a server "${name}" already that Netberth did not make: choose another name, or remove it.`,
  );
}

export async function findFlavor(session: Session, reference: string): Promise<Flavor> {
  const flavors = await listFlavors(session);
  const found = flavors.find(({ id, name }) => id === reference || name === reference);
  if (found !== undefined) return found;
  throw new Failure(
    `There is no flavor "${reference}" in the cloud "${session.cloud.name}": there is ${flavors.map(({ name }) => name).join(', ')}.`,
  );
}

export type ServerParts = {
  readonly machineId: number;
  readonly port: Port;
  readonly flavor: Flavor;
  readonly iso: Image;
  /** Null: none is needed. */
  readonly blank: Image | null;
  readonly volumes: ServerVolumes;
};

/** Gives the id of a server that is being built. */
export async function makeServer(
  { session }: BootSite,
  wish: BootWish,
  { machineId, port, flavor, iso, blank, volumes }: ServerParts,
): Promise<string> {
  const disks = disksOf(wish, iso, volumes);
  return createServer(session, {
    name: wish.name,
    flavorId: flavor.id,
    portId: port.id,
    imageId: wish.way === 'volume' ? null : wish.way === 'rescue' ? (blank?.id ?? null) : iso.id,
    ...(disks.length === 0 ? {} : { disks }),
    metadata: {
      [kindProperty]: 'boot',
      [machineProperty]: String(machineId),
      ...(wish.generalise ? { [generaliseProperty]: 'user-data' } : {}),
    },
    ...(wish.generalise ? { userData: Buffer.from(generaliseUserData).toString('base64') } : {}),
  });
}

/** An empty volume comes before the CD: firmware finds nothing on it and goes on to the CD, until it is installed. */
function disksOf({ way }: BootWish, iso: Image, { disk, cd }: ServerVolumes): readonly Disk[] {
  if (disk === null) return [];
  const volume = { kind: 'volume', volumeId: disk.id, isCd: false } as const;
  if (way === 'iso')
    return [
      { kind: 'image', imageId: iso.id, bootOrder: 0 },
      { ...volume, bootOrder: 1 },
    ];
  return [
    { ...volume, bootOrder: 0 },
    ...(cd === null ? [] : [{ kind: 'volume', volumeId: cd.id, isCd: true, bootOrder: 1 } as const]),
  ];
}

/** Waits until a server is built, and, where that is its way, boots it from the ISO with its disk beside that. */
export async function startFromIso(site: BootSite, wish: BootWish, id: string, iso: Image): Promise<Server> {
  const built = await reach(site, wish.name, id, running);
  if (wish.way !== 'rescue' || built.status === 'RESCUE') return built;
  try {
    await rescueServer(site.session, id, iso.id);
  } catch (error) {
    if (!isKind(error, 'forbidden') && !isKind(error, 'refused') && !isKind(error, 'conflict')) throw error;
    throw new Failure(
      `The cloud does not boot "${wish.name}" from an ISO beside its disk (rescue): ${error.message}\nWhere it has volumes: the same with --volume GIB, after netberth openstack boot ${wish.name} --cleanup`,
      { cause: error },
    );
  }
  return reach(site, wish.name, id, ['RESCUE']);
}

export async function reach(
  { session, signal }: Pick<BootSite, 'session' | 'signal'>,
  name: string,
  id: string,
  statuses: readonly string[],
): Promise<Server> {
  const awaited = await awaitServer(session, id, statuses, {
    timeoutMs: buildMinutes * 60_000,
    pauseMs: 1000,
    signal,
  });
  switch (awaited.kind) {
    case 'reached':
      return awaited.server;
    case 'failed':
      throw new Failure(
        `The cloud could not run the server "${name}": ${awaited.server.fault ?? 'it does not say why'}`,
      );
    case 'gone':
      throw new Failure(`The server "${name}" was removed by somebody else.`);
    case 'too-long':
      throw new Failure(
        `The server "${name}" is not ${statuses.join(' or ')} after ${buildMinutes} minutes: look at \`openstack server show ${id}\`.`,
      );
  }
}

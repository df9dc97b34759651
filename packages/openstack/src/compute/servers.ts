import { z } from 'zod';
import type { Call } from '../session/call.ts';
import { isKind } from '../session/openstack-error.ts';
import { parseAnswer } from '../session/parse-answer.ts';
import { rowsOf } from '../session/rows-of.ts';
import type { Session } from '../session/session.ts';
import { flavorSchema, serverSchema, type Flavor, type Server } from './server.ts';

const service = 'compute';
// 2.87: rescue of servers on volumes; what is used of it is the same since 2.1.
const microversions = { least: '2.1', most: '2.87' };

export async function listFlavors(session: Session): Promise<Flavor[]> {
  return rowsOf(session, { service, method: 'GET', path: '/flavors/detail' }, 'flavors', flavorSchema);
}

/** `name` is a part of the name, as Nova takes it; compare what comes. */
export async function listServers(
  session: Session,
  filter: { readonly name?: string } = {},
): Promise<Server[]> {
  const name = filter.name === undefined ? undefined : `^${escaped(filter.name)}$`;
  const query = { name, limit: '200' };
  const call: Call = { service, method: 'GET', path: '/servers/detail', query, microversions };
  return rowsOf(session, call, 'servers', serverSchema);
}

/** Nova takes it as a regular expression of its database. */
function escaped(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Null: there is none of this id. */
export async function findServer(session: Session, id: string): Promise<Server | null> {
  try {
    const { json } = await session.call({ service, method: 'GET', path: `/servers/${id}`, microversions });
    return parseAnswer(z.object({ server: serverSchema }), json, service).server;
  } catch (error) {
    if (isKind(error, 'not-found')) return null;
    throw error;
  }
}

/** A disk of a new server: the one with the lowest `bootOrder` is tried first; null: it is not booted from. */
export type Disk =
  | { readonly kind: 'image'; readonly imageId: string; readonly bootOrder: number }
  | {
      readonly kind: 'volume';
      readonly volumeId: string;
      readonly bootOrder: number | null;
      readonly isCd: boolean;
    };

export type NewServer = {
  readonly name: string;
  readonly flavorId: string;
  readonly portId: string;
  /** Null: it boots from the first of `disks`. */
  readonly imageId: string | null;
  readonly disks?: readonly Disk[];
  readonly metadata?: Readonly<Record<string, string>>;
  readonly keyName?: string;
  readonly userData?: string;
  readonly availabilityZone?: string;
};

/** Gives its id; whether it can be built is told by its status. Throws OpenstackError, kind `quota` among others. */
export async function createServer(session: Session, server: NewServer): Promise<string> {
  const json = {
    server: {
      name: server.name,
      flavorRef: server.flavorId,
      networks: [{ port: server.portId }],
      ...(server.imageId === null ? {} : { imageRef: server.imageId }),
      ...(server.disks === undefined ? {} : { block_device_mapping_v2: server.disks.map(diskBody) }),
      metadata: server.metadata ?? {},
      ...(server.keyName === undefined ? {} : { key_name: server.keyName }),
      ...(server.userData === undefined ? {} : { user_data: server.userData }),
      ...(server.availabilityZone === undefined ? {} : { availability_zone: server.availabilityZone }),
    },
  };
  const answer = await session.call({ service, method: 'POST', path: '/servers', json, microversions });
  return parseAnswer(z.object({ server: z.object({ id: z.string() }) }), answer.json, service).server.id;
}

function diskBody(disk: Disk): Record<string, unknown> {
  switch (disk.kind) {
    case 'image':
      return {
        source_type: 'image',
        destination_type: 'local',
        uuid: disk.imageId,
        boot_index: disk.bootOrder,
        delete_on_termination: true,
      };
    case 'volume':
      return {
        source_type: 'volume',
        destination_type: 'volume',
        uuid: disk.volumeId,
        boot_index: disk.bootOrder ?? -1,
        delete_on_termination: false,
        ...(disk.isCd ? { device_type: 'cdrom' } : {}),
      };
  }
}

/** False: it was gone already. */
export async function deleteServer(session: Session, id: string): Promise<boolean> {
  try {
    await session.call({ service, method: 'DELETE', path: `/servers/${id}` });
    return true;
  } catch (error) {
    if (isKind(error, 'not-found')) return false;
    throw error;
  }
}

export async function setServerMetadata(
  session: Session,
  id: string,
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  const call: Call = { service, method: 'POST', path: `/servers/${id}/metadata`, json: { metadata } };
  await session.call({ ...call, isRepeatable: true, microversions });
}

export async function detachVolume(session: Session, id: string, volumeId: string): Promise<void> {
  const path = `/servers/${id}/os-volume_attachments/${volumeId}`;
  await session.call({ service, method: 'DELETE', path, retriesConflict: true });
}

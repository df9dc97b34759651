import { z } from 'zod';
import { isKind } from '../session/openstack-error.ts';
import { parseAnswer } from '../session/parse-answer.ts';
import { rowsOf } from '../session/rows-of.ts';
import type { Session } from '../session/session.ts';
import { networkSchema, portSchema, subnetSchema, type Network, type Port, type Subnet } from './network.ts';

const service = 'network';

/** By id or by name. Names are not unique: the caller decides what several mean. */
export async function findNetworks(session: Session, reference: string): Promise<Network[]> {
  const ask = async (query: Record<string, string>) =>
    rowsOf(session, { service, method: 'GET', path: '/networks', query }, 'networks', networkSchema);
  const byId = await ask({ id: reference });
  return byId.length > 0 ? byId : ask({ name: reference });
}

export async function listNetworks(session: Session): Promise<Network[]> {
  return rowsOf(session, { service, method: 'GET', path: '/networks' }, 'networks', networkSchema);
}

export async function listSubnets(session: Session, networkId: string): Promise<Subnet[]> {
  const query = { network_id: networkId };
  return rowsOf(session, { service, method: 'GET', path: '/subnets', query }, 'subnets', subnetSchema);
}

export type PortFilter = {
  readonly name?: string;
  readonly networkId?: string;
  readonly deviceId?: string;
  readonly ip?: string;
  readonly tag?: string;
};

export async function listPorts(session: Session, filter: PortFilter): Promise<Port[]> {
  const query = {
    name: filter.name,
    network_id: filter.networkId,
    device_id: filter.deviceId,
    fixed_ips: filter.ip === undefined ? undefined : `ip_address=${filter.ip}`,
    tags: filter.tag,
  };
  return rowsOf(session, { service, method: 'GET', path: '/ports', query }, 'ports', portSchema);
}

export type NewPort = {
  readonly name: string;
  readonly networkId: string;
  /** Empty: the service picks, one of each subnet family as it sees fit. */
  readonly addresses: readonly { readonly subnetId: string; readonly ip?: string }[];
  readonly description?: string;
};

/**
 * Throws OpenstackError: type `IpAddressAlreadyAllocated` when an address is taken, `InvalidIpForNetwork` and
 * `InvalidIpForSubnet` when it is of no subnet, kind `quota`.
 */
export async function createPort(session: Session, port: NewPort): Promise<Port> {
  const addresses = port.addresses.map(({ subnetId, ip }) =>
    ip === undefined ? { subnet_id: subnetId } : { subnet_id: subnetId, ip_address: ip },
  );
  const json = {
    port: {
      name: port.name,
      network_id: port.networkId,
      ...(addresses.length === 0 ? {} : { fixed_ips: addresses }),
      ...(port.description === undefined ? {} : { description: port.description }),
    },
  };
  const answer = await session.call({ service, method: 'POST', path: '/ports', json });
  return parseAnswer(z.object({ port: portSchema }), answer.json, service).port;
}

/** Tags of ports, networks and subnets; clouds without the extension `standard-attr-tag` answer 404. */
export async function tagPort(session: Session, id: string, tags: readonly string[]): Promise<void> {
  await session.call({ service, method: 'PUT', path: `/ports/${id}/tags`, json: { tags } });
}

/** False: it was gone already. */
export async function deletePort(session: Session, id: string): Promise<boolean> {
  try {
    await session.call({ service, method: 'DELETE', path: `/ports/${id}`, retriesConflict: true });
    return true;
  } catch (error) {
    if (isKind(error, 'not-found')) return false;
    throw error;
  }
}

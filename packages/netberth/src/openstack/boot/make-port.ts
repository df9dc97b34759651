import {
  createPort,
  findNetworks,
  isType,
  listPorts,
  listSubnets,
  type Network,
  type Port,
  type Session,
  type Subnet,
} from '@netberth/openstack';
import { isIP } from 'node:net';
import { Failure } from '../../failure.ts';
import { isOurPort, portDescription } from '../ours.ts';
import type { BootWish } from './boot-wish.ts';
import { holds } from './subnet-holds.ts';

export type MadePort = {
  readonly port: Port;
  readonly network: Network;
  readonly subnets: readonly Subnet[];
  readonly isNew: boolean;
};

/** The port of a server: ours of that name, or a new one with the wanted addresses. */
export async function makePort(session: Session, wish: BootWish): Promise<MadePort> {
  const network = await onlyNetwork(session, wish.network);
  const subnets = await listSubnets(session, network.id);
  const named = await listPorts(session, { name: wish.name, networkId: network.id });
  const ours = named.find((port) => isOurPort(port, wish.name));
  if (ours !== undefined) return { port: sameAddresses(ours, wish), network, subnets, isNew: false };
  const port = await createPort(session, {
    name: wish.name,
    networkId: network.id,
    addresses: wish.fixedIp.map((ip) => ({ subnetId: subnetOf(ip, network, subnets).id, ip })),
    description: portDescription(wish.name),
  }).catch(async (error: unknown) => {
    if (isType(error, 'IpAddressAlreadyAllocated')) throw await taken(session, network, wish);
    throw error;
  });
  return { port, network, subnets, isNew: true };
}

async function onlyNetwork(session: Session, reference: string): Promise<Network> {
  const [network, ...others] = await findNetworks(session, reference);
  if (network === undefined)
    throw new Failure(
      `There is no network "${reference}" in the cloud "${session.cloud.name}", or it is not shared with this project.`,
    );
  if (others.length > 0)
    throw new Failure(
      `${others.length + 1} networks are called "${reference}": name one by its id, ${[network, ...others].map(({ id }) => id).join(' or ')}.`,
    );
  return network;
}

function subnetOf(ip: string, network: Network, subnets: readonly Subnet[]): Subnet {
  const found = subnets.find(({ cidr }) => holds(cidr, ip));
  if (found !== undefined) return found;
  const there = subnets.map(({ cidr }) => cidr).join(', ') || 'no subnet';
  throw new Failure(
    isIP(ip) === 0
      ? `--fixed-ip "${ip}" is not an address.`
      : `The address ${ip} is of no subnet of the network "${network.name}": it has ${there}.`,
  );
}

function sameAddresses(port: Port, { fixedIp, name }: BootWish): Port {
  const has = port.addresses.map(({ ip }) => ip);
  const lacks = fixedIp.filter((ip) => !has.includes(ip));
  if (lacks.length === 0) return port;
  throw new Failure(
    `The port of "${name}" is there already, with ${has.join(', ')} and not ${lacks.join(', ')}.\nLeave --fixed-ip out to go on with it, or remove it first: netberth openstack boot ${name} --cleanup`,
  );
}

async function taken(session: Session, network: Network, { fixedIp }: BootWish): Promise<Failure> {
  const owners = await Promise.all(
    fixedIp.map(async (ip) => {
      const [port] = await listPorts(session, { networkId: network.id, ip });
      const whose = port === undefined ? 'another project' : `the port "${port.name || port.id}"`;
      return port === undefined && fixedIp.length > 1 ? [] : [`${ip} is taken by ${whose}`];
    }),
  );
  return new Failure(`${owners.flat().join('; ')}.\nGive another --fixed-ip, or none.`);
}

import { join } from 'node:path';
import { freePort } from '../../src/free-port.ts';

export const host = '127.0.0.1';
export const region = 'RegionOne';
export const passwords = { admin: 'admin-password', demo: 'demo-password', service: 'service-password' };

const portNames = [
  ...['keystone', 'glance', 'neutron', 'nova', 'placement', 'swift'],
  ...['swiftObject', 'swiftContainer', 'swiftAccount', 'rabbit', 'rabbitDistribution', 'epmd'],
] as const;
type PortName = (typeof portNames)[number];

/** Where everything of one cloud is. */
export type CloudPlan = {
  readonly folder: string;
  /** Debian's programs, unpacked. */
  readonly programs: string;
  readonly ports: Readonly<Record<PortName, number>>;
};

export async function planCloud(folder: string, programs: string): Promise<CloudPlan> {
  const taken = new Set<number>();
  const ports: Partial<Record<PortName, number>> = {};
  for (const name of portNames) {
    let port = await freePort();
    while (taken.has(port)) port = await freePort();
    taken.add(port);
    ports[name] = port;
  }
  return { folder, programs, ports: ports as Record<PortName, number> };
}

export const inCloud = ({ folder }: CloudPlan, ...path: readonly string[]): string => join(folder, ...path);
export const program = ({ programs }: CloudPlan, name: string): string => join(programs, 'usr/bin', name);
export const urlOf = ({ ports }: CloudPlan, name: PortName): string => `http://${host}:${ports[name]}`;
export const identityUrl = (plan: CloudPlan): string => `${urlOf(plan, 'keystone')}/v3`;
export const databaseUrl = (plan: CloudPlan, name: string): string =>
  `sqlite:///${inCloud(plan, 'db', `${name}.sqlite`)}?timeout=60&check_same_thread=false`;
export const rabbitUrl = ({ ports }: CloudPlan): string => `rabbit://guest:guest@${host}:${ports.rabbit}/`;

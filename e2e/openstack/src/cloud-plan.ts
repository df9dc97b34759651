import { join } from 'node:path';
import { freePort } from '../../src/free-port.ts';

export const host = '127.0.0.1';
export const region = 'RegionOne';
export const passwords = { admin: 'admin-password', demo: 'demo-password', service: 'service-password' };

const portNames = [
  ...['keystone', 'glance', 'neutron', 'nova', 'placement', 'swift', 'cinder'],
  ...['swiftObject', 'swiftContainer', 'swiftAccount', 'rabbit', 'rabbitDistribution', 'epmd'],
] as const;
type PortName = (typeof portNames)[number];

/** Where everything of one cloud is. */
export type CloudPlan = {
  readonly folder: string;
  /** Debian's programs, unpacked. */
  readonly programs: string;
  /** Of a MariaDB in which databases may be made. */
  readonly databaseServer: string;
  readonly ports: Readonly<Record<PortName, number>>;
};

export async function planCloud(
  folder: string,
  programs: string,
  databaseServer: string,
): Promise<CloudPlan> {
  const taken = new Set<number>();
  const ports: Partial<Record<PortName, number>> = {};
  for (const name of portNames) {
    let port = await freePort();
    while (taken.has(port)) port = await freePort();
    taken.add(port);
    ports[name] = port;
  }
  return { folder, programs, databaseServer, ports: ports as Record<PortName, number> };
}

export const inCloud = ({ folder }: CloudPlan, ...path: readonly string[]): string => join(folder, ...path);
export const program = ({ programs }: CloudPlan, name: string): string => join(programs, 'usr/bin', name);
export const urlOf = ({ ports }: CloudPlan, name: PortName): string => `http://${host}:${ports[name]}`;
export const identityUrl = (plan: CloudPlan): string => `${urlOf(plan, 'keystone')}/v3`;
/** As SQLAlchemy writes it. */
export const databaseUrl = ({ databaseServer }: CloudPlan, name: string): string =>
  `mysql+pymysql:${new URL(`/${name}`, databaseServer).href.slice('mysql:'.length)}?charset=utf8`;
export const rabbitUrl = ({ ports }: CloudPlan): string => `rabbit://guest:guest@${host}:${ports.rabbit}/`;

import { setTimeout as sleep } from 'node:timers/promises';
import { OpenstackError, type Call, type Session } from '@netberth/openstack';
import { z } from 'zod';
import { passwords, region, urlOf, type CloudPlan } from './cloud-plan.ts';

/** What the tests find in the cloud. */
export type Seeded = {
  readonly projectId: string;
  readonly credential: { readonly id: string; readonly secret: string };
};

type SeededService = readonly [
  name: 'glance' | 'neutron' | 'nova' | 'placement' | 'swift' | 'cinder',
  type: string,
  path: string,
];

const services: readonly SeededService[] = [
  ['glance', 'image', ''],
  ['neutron', 'network', ''],
  ['nova', 'compute', '/v2.1'],
  ['placement', 'placement', ''],
  ['swift', 'object-store', '/v1/AUTH_%(tenant_id)s'],
];

export const volumeService: SeededService = ['cinder', 'volumev3', '/v3/%(tenant_id)s'];

const idSchema = z.object({ id: z.string() });

/** The accounts of the services, where they are, and a project with somebody in it. */
export async function seedIdentity(
  admin: Session,
  plan: CloudPlan,
  more: readonly SeededService[] = [],
): Promise<{ projectId: string; userId: string }> {
  // A service vouches for the token of a person by one of its own, which must have this role.
  if ((await rows(admin, '/roles', 'roles')).every(({ name }) => name !== 'service'))
    await make(admin, 'role', { name: 'service' });
  const roles = await rows(admin, '/roles', 'roles');
  const role = (name: string) => roles.find((each) => each.name === name)?.id ?? '';
  const serviceProject = await make(admin, 'project', { name: 'service', domain_id: 'default' });
  const projectId = await make(admin, 'project', { name: 'demo', domain_id: 'default' });
  const grant = async (project: string, user: string, name: string) =>
    identity(admin, { method: 'PUT', path: `/projects/${project}/users/${user}/roles/${role(name)}` });
  for (const [name, type, path] of [...services, ...more]) {
    const user = await make(admin, 'user', { name, domain_id: 'default', password: passwords.service });
    await grant(serviceProject, user, 'admin');
    await grant(serviceProject, user, 'service');
    const service = await make(admin, 'service', { name, type });
    const url = urlOf(plan, name) + path;
    await make(admin, 'endpoint', { service_id: service, interface: 'public', region_id: region, url });
  }
  const userId = await make(admin, 'user', { name: 'demo', domain_id: 'default', password: passwords.demo });
  await grant(projectId, userId, 'member');
  return { projectId, userId };
}

export async function seedCredential(demo: Session, userId: string): Promise<Seeded['credential']> {
  const json = { application_credential: { name: 'tests' } };
  const path = `/users/${userId}/application_credentials`;
  const answer = await identity(demo, { method: 'POST', path, json });
  const schema = z.object({ application_credential: z.object({ id: z.string(), secret: z.string() }) });
  return schema.parse(answer).application_credential;
}

/** Networks with one family, with both, without a gateway; flavors. */
export async function seedCloud(admin: Session, demo: Session): Promise<void> {
  await network(demo, 'private', [subnet(4, '10.77.0.0/24', '10.77.0.1', ['10.77.0.53'])]);
  await network(demo, 'both', [
    subnet(4, '10.78.0.0/24', '10.78.0.1', []),
    subnet(6, '2001:db8:78::/64', '2001:db8:78::1', ['2001:db8:78::53']),
  ]);
  await network(demo, 'closed', [subnet(4, '10.79.0.0/24', null, [])]);
  await network(demo, 'two', [
    subnet(4, '10.80.0.0/24', '10.80.0.1', []),
    subnet(4, '10.81.0.0/24', '10.81.0.1', []),
  ]);
  for (const [name, ram, disk] of [
    ['small', 512, 10],
    ['nano', 64, 1],
  ] as const) {
    const json = { flavor: { name, ram, disk, vcpus: 1 } };
    await admin.call({ service: 'compute', method: 'POST', path: '/flavors', json });
  }
}

type NewSubnet = Readonly<Record<string, unknown>>;

function subnet(family: 4 | 6, cidr: string, gateway: string | null, dns: readonly string[]): NewSubnet {
  return { ip_version: family, cidr, gateway_ip: gateway, dns_nameservers: dns, enable_dhcp: false };
}

async function network(session: Session, name: string, subnets: readonly NewSubnet[]): Promise<void> {
  const service = 'network';
  const { json } = await session.call({
    service,
    method: 'POST',
    path: '/networks',
    json: { network: { name } },
  });
  const { id } = z.object({ network: idSchema }).parse(json).network;
  for (const each of subnets)
    await session.call({
      service,
      method: 'POST',
      path: '/subnets',
      json: { subnet: { network_id: id, ...each } },
    });
}

/** A service that has just begun to listen may not answer yet. */
export async function eventually<Result>(what: string, ask: () => Promise<Result | null>): Promise<Result> {
  const deadline = Date.now() + 240_000;
  for (;;) {
    const found = await ask().catch((error: unknown) => {
      if (error instanceof OpenstackError && Date.now() < deadline) return null;
      throw error;
    });
    if (found !== null) return found;
    if (Date.now() > deadline) throw new Error(`${what} does not come`);
    await sleep(500);
  }
}

/** A part of a service that listens on no port. Null: not yet. */
export async function upService(
  admin: Session,
  service: 'compute' | 'block-storage',
  binary: string,
): Promise<string | null> {
  const { json } = await admin.call({ service, method: 'GET', path: '/os-services' });
  const schema = z.object({ services: z.array(z.object({ binary: z.string(), state: z.string() })) });
  const { services: parts } = schema.parse(json);
  return parts.some((part) => part.binary === binary && part.state === 'up') ? binary : null;
}

async function identity(session: Session, call: Omit<Call, 'service'>): Promise<unknown> {
  return (await session.call({ service: 'identity', ...call })).json;
}

async function make(
  session: Session,
  kind: string,
  body: Readonly<Record<string, unknown>>,
): Promise<string> {
  const answer = await identity(session, { method: 'POST', path: `/${kind}s`, json: { [kind]: body } });
  return z.record(z.string(), idSchema).parse(answer)[kind]?.id ?? '';
}

async function rows(session: Session, path: string, name: string): Promise<{ id: string; name: string }[]> {
  const answer = await identity(session, { method: 'GET', path });
  return z
    .record(z.string(), z.unknown())
    .transform((each) => z.array(z.object({ id: z.string(), name: z.string() })).parse(each[name]))
    .parse(answer);
}

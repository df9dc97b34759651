import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { parseCloud, Session } from '@netberth/openstack';
import { nodeSurroundings } from '@netberth/openstack/node';
import { stringify } from 'yaml';
import { startMariadb } from '../../../packages/server/tests/database/servers/mariadb-server.ts';
import type { RunningServer } from '../../../packages/server/tests/database/servers/running-server.ts';
import { cloudEnvironment } from './cloud-environment.ts';
import { identityUrl, inCloud, passwords, planCloud, program, region, type CloudPlan } from './cloud-plan.ts';
import { makeDatabases } from './make-databases.ts';
import { unpackedPrograms } from './programs.ts';
import { RunningServices } from './running-services.ts';
import {
  eventually,
  hypervisor,
  seedCloud,
  seedCredential,
  seedIdentity,
  type Seeded,
} from './seed-cloud.ts';
import {
  firstServices,
  glanceService,
  keystoneService,
  rabbitServices,
  neutronService,
  novaServices,
} from './services.ts';
import { writeSettings } from './write-settings.ts';

/** A real OpenStack on the loopback: Keystone, Glance, Neutron, Nova with its fake hypervisor, Placement, Swift. */
export class TestCloud {
  readonly plan: CloudPlan;
  readonly cloudsFile: string;
  readonly #services: RunningServices;
  readonly #database: RunningServer;

  private constructor(plan: CloudPlan, database: RunningServer) {
    this.plan = plan;
    this.#database = database;
    this.cloudsFile = inCloud(plan, 'clouds.yaml');
    this.#services = new RunningServices(plan);
  }

  static async start(folder: string): Promise<TestCloud> {
    const [programs, database] = await Promise.all([unpackedPrograms(), startMariadb()]);
    const cloud = new TestCloud(await planCloud(folder, programs, database.adminUrl), database);
    try {
      await cloud.#begin();
      return cloud;
    } catch (error) {
      await cloud.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#services.stop();
    await this.#database.stop();
  }

  /** In the middle of whatever it does. */
  async killGlance(): Promise<void> {
    await this.#services.kill('glance');
  }

  async startGlance(): Promise<void> {
    await this.#services.start([glanceService(this.plan)]);
  }

  session(user: 'admin' | 'demo'): Session {
    return new Session(
      parseCloud({ name: user, region, said: account(this.plan, user) }),
      nodeSurroundings(async (url, init) => fetch(url, { ...init, duplex: 'half' })),
    );
  }

  async #begin(): Promise<void> {
    const { plan } = this;
    writeSettings(plan);
    await Promise.all([makeDatabases(plan), this.#startRabbit()]);
    await this.#services.start([keystoneService(plan)]);
    const [admin, demo] = [this.session('admin'), this.session('demo')];
    await eventually('Keystone', async () => (await admin.token()).id);
    const [{ userId, ...seeded }] = await Promise.all([
      seedIdentity(admin, plan),
      this.#services.start([...firstServices(plan), neutronService(plan)]),
    ]);
    // They sign in when they start.
    await this.#services.start(novaServices(plan));
    const credential = await seedCredential(demo, userId);
    this.#writeClouds({ ...seeded, credential });
    // The catalogue has grown since.
    const fresh = { admin: this.session('admin'), demo: this.session('demo') };
    await eventually(
      'Neutron',
      async () => (await fresh.demo.call({ service: 'network', method: 'GET', path: '/networks' })).status,
    );
    await Promise.all([
      seedCloud(fresh.admin, fresh.demo),
      eventually('nova-compute', () => hypervisor(fresh.admin)),
    ]);
    await promisify(execFile)(
      program(plan, 'nova-manage'),
      ['--config-file', inCloud(plan, 'etc/nova.conf'), 'cell_v2', 'discover_hosts', '--by-service'],
      { env: cloudEnvironment(plan), timeout: 120_000 },
    );
  }

  async #startRabbit(): Promise<void> {
    const [portMapper, rabbit] = rabbitServices(this.plan);
    await this.#services.start([portMapper]);
    await this.#services.start([rabbit]);
  }

  #writeClouds({ credential }: Seeded): void {
    const auth = {
      auth_url: identityUrl(this.plan),
      application_credential_id: credential.id,
      application_credential_secret: credential.secret,
    };
    const clouds = {
      demo: { region_name: region, ...account(this.plan, 'demo') },
      credential: { region_name: region, auth_type: 'v3applicationcredential', auth },
      admin: { region_name: region, ...account(this.plan, 'admin') },
    };
    writeFileSync(this.cloudsFile, stringify({ clouds }), { mode: 0o600 });
  }
}

function account(plan: CloudPlan, user: 'admin' | 'demo') {
  const domains = { user_domain_name: 'Default', project_domain_name: 'Default' };
  const auth = {
    auth_url: identityUrl(plan),
    username: user,
    password: passwords[user],
    project_name: user,
    ...domains,
  };
  return { auth };
}

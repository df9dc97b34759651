import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Session } from '@netberth/openstack';
import { cloudAccount, type CloudUser } from './cloud-account.ts';
import { cloudEnvironment } from './cloud-environment.ts';
import { CloudGround } from './cloud-ground.ts';
import { identityUrl, inCloud, program, region, type CloudPlan } from './cloud-plan.ts';
import { makeDatabases, makeVolumeDatabase } from './make-databases.ts';
import {
  eventually,
  seedCloud,
  seedCredential,
  seedIdentity,
  upService,
  volumeService,
  type Seeded,
} from './seed-cloud.ts';
import {
  cinderServices,
  firstServices,
  glanceService,
  rabbitServices,
  neutronService,
  novaServices,
} from './services.ts';
import { writeSettings } from './write-settings.ts';

export type TestCloudOptions = {
  /** Cinder takes ten seconds more to start. */
  readonly hasVolumes: boolean;
};

/**
 * A real OpenStack on the loopback: Keystone, Glance, Neutron, Nova with its fake hypervisor, Placement, Swift; and Cinder
 * where it is asked for.
 */
export class TestCloud {
  readonly #ground: CloudGround;

  private constructor(ground: CloudGround) {
    this.#ground = ground;
  }

  static async start(folder: string, { hasVolumes }: TestCloudOptions): Promise<TestCloud> {
    return CloudGround.open(folder, async (ground) => {
      await begin(ground, hasVolumes);
      return new TestCloud(ground);
    });
  }

  async stop(): Promise<void> {
    await this.#ground.stop();
  }

  get plan(): CloudPlan {
    return this.#ground.plan;
  }

  get cloudsFile(): string {
    return this.#ground.cloudsFile;
  }

  session(user: CloudUser): Session {
    return this.#ground.session(user);
  }

  /** In the middle of whatever it does. */
  async killGlance(): Promise<void> {
    await this.#ground.services.kill('glance');
  }

  async startGlance(): Promise<void> {
    await this.#ground.services.start([glanceService(this.plan)]);
  }
}

async function begin(ground: CloudGround, hasVolumes: boolean): Promise<void> {
  const { plan, services } = ground;
  writeSettings(plan);
  await Promise.all([makeDatabases(plan), hasVolumes ? makeVolumeDatabase(plan) : null, startRabbit(ground)]);
  const admin = await ground.startKeystone();
  const [{ userId, ...seeded }] = await Promise.all([
    seedIdentity(admin, plan, hasVolumes ? [volumeService] : []),
    services.start([...firstServices(plan), neutronService(plan)]),
  ]);
  // They sign in when they start.
  await services.start([...novaServices(plan), ...(hasVolumes ? cinderServices(plan) : [])]);
  const credential = await seedCredential(ground.session('demo'), userId);
  writeClouds(ground, { ...seeded, credential });
  // The catalogue has grown since.
  const fresh = { admin: ground.session('admin'), demo: ground.session('demo') };
  await eventually(
    'Neutron',
    async () => (await fresh.demo.call({ service: 'network', method: 'GET', path: '/networks' })).status,
  );
  await Promise.all([
    seedCloud(fresh.admin, fresh.demo),
    eventually('nova-compute', () => upService(fresh.admin, 'compute', 'nova-compute')),
    hasVolumes
      ? eventually('cinder-volume', () => upService(fresh.admin, 'block-storage', 'cinder-volume'))
      : null,
  ]);
  await promisify(execFile)(
    program(plan, 'nova-manage'),
    ['--config-file', inCloud(plan, 'etc/nova.conf'), 'cell_v2', 'discover_hosts', '--by-service'],
    { env: cloudEnvironment(plan), timeout: 120_000 },
  );
}

async function startRabbit({ plan, services }: CloudGround): Promise<void> {
  const [portMapper, rabbit] = rabbitServices(plan);
  await services.start([portMapper]);
  await services.start([rabbit]);
}

function writeClouds(ground: CloudGround, { credential }: Seeded): void {
  const auth = {
    auth_url: identityUrl(ground.plan),
    application_credential_id: credential.id,
    application_credential_secret: credential.secret,
  };
  ground.writeClouds({
    demo: { region_name: region, ...cloudAccount(ground.plan, 'demo') },
    credential: { region_name: region, auth_type: 'v3applicationcredential', auth },
    admin: { region_name: region, ...cloudAccount(ground.plan, 'admin') },
  });
}

import { writeFileSync } from 'node:fs';
import { parseCloud, Session } from '@netberth/openstack';
import { nodeSurroundings } from '@netberth/openstack/node';
import { stringify } from 'yaml';
import { z } from 'zod';
import { startMariadb } from '../../../packages/server/tests/database/servers/mariadb-server.ts';
import type { RunningServer } from '../../../packages/server/tests/database/servers/running-server.ts';
import {
  identityUrl,
  inCloud,
  passwords,
  planCloud,
  region,
  urlOf,
  type CloudPlan,
} from '../../openstack/src/cloud-plan.ts';
import { makeObjectDatabases } from '../../openstack/src/make-databases.ts';
import { unpackedPrograms } from '../../openstack/src/programs.ts';
import { RunningServices } from '../../openstack/src/running-services.ts';
import { eventually, seedIdentity } from '../../openstack/src/seed-cloud.ts';
import { keystoneService, swiftServices } from '../../openstack/src/services.ts';
import { writeSettings } from '../../openstack/src/write-settings.ts';

const secretSchema = z.object({ credential: z.object({ access: z.string(), secret: z.string() }) });

/** A real Keystone and a real Swift, with its S3 API, and nothing else of OpenStack. */
export class ObjectCloud {
  readonly plan: CloudPlan;
  readonly #services: RunningServices;
  readonly #database: RunningServer;
  #demo: Session | undefined;
  #userId = '';
  #projectId = '';

  private constructor(plan: CloudPlan, database: RunningServer) {
    this.plan = plan;
    this.#database = database;
    this.#services = new RunningServices(plan);
  }

  static async start(folder: string): Promise<ObjectCloud> {
    const [programs, database] = await Promise.all([unpackedPrograms(), startMariadb()]);
    const cloud = new ObjectCloud(await planCloud(folder, programs, database.adminUrl), database);
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

  /** Whoever may write there. */
  get demo(): Session {
    // Keystone takes its time to compare a password.
    return (this.#demo ??= this.#session('demo'));
  }

  /** What `netberth` finds in its environment: `clouds.yaml`, and keys for S3 of this moment. */
  async environment(): Promise<Readonly<Record<string, string>>> {
    const { access, secret } = await this.newKeys();
    return {
      OS_CLIENT_CONFIG_FILE: inCloud(this.plan, 'clouds.yaml'),
      OS_CLOUD: 'demo',
      AWS_ACCESS_KEY_ID: access,
      AWS_SECRET_ACCESS_KEY: secret,
      AWS_REGION: region,
      AWS_ENDPOINT_URL: urlOf(this.plan, 'swift'),
    };
  }

  async newKeys(): Promise<{ access: string; secret: string }> {
    const path = `/users/${this.#userId}/credentials/OS-EC2`;
    const json = { tenant_id: this.#projectId };
    const answer = await this.demo.call({ service: 'identity', method: 'POST', path, json });
    return secretSchema.parse(answer.json).credential;
  }

  /** From now on whoever shows these keys is refused. */
  async endKeys(access: string): Promise<void> {
    const path = `/users/${this.#userId}/credentials/OS-EC2/${access}`;
    await this.demo.call({ service: 'identity', method: 'DELETE', path });
  }

  async #begin(): Promise<void> {
    const { plan } = this;
    writeSettings(plan);
    await makeObjectDatabases(plan);
    await this.#services.start([keystoneService(plan)]);
    const admin = this.#session('admin');
    await eventually('Keystone', async () => (await admin.token()).id);
    const [seeded] = await Promise.all([
      seedIdentity(admin, plan),
      this.#services.start(swiftServices(plan)),
    ]);
    this.#userId = seeded.userId;
    this.#projectId = seeded.projectId;
    const clouds = { demo: { region_name: region, ...account(plan, 'demo') } };
    writeFileSync(inCloud(plan, 'clouds.yaml'), stringify({ clouds }), { mode: 0o600 });
  }

  #session(user: 'admin' | 'demo'): Session {
    return new Session(
      parseCloud({ name: user, region, said: account(this.plan, user) }),
      nodeSurroundings(async (url, init) => fetch(url, { ...init, duplex: 'half' })),
    );
  }
}

function account(plan: CloudPlan, user: 'admin' | 'demo') {
  return {
    auth: {
      auth_url: identityUrl(plan),
      username: user,
      password: passwords[user],
      project_name: user,
      user_domain_name: 'Default',
      project_domain_name: 'Default',
    },
  };
}

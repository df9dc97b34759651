import { writeFileSync } from 'node:fs';
import { parseCloud, Session } from '@netberth/openstack';
import { nodeSurroundings } from '@netberth/openstack/node';
import { stringify } from 'yaml';
import { startMariadb } from '../../../packages/server/tests/database/servers/mariadb-server.ts';
import type { RunningServer } from '../../../packages/server/tests/database/servers/running-server.ts';
import { cloudAccount, type CloudUser } from './cloud-account.ts';
import { inCloud, planCloud, region, type CloudPlan } from './cloud-plan.ts';
import { unpackedPrograms } from './programs.ts';
import { RunningServices } from './running-services.ts';
import { eventually } from './seed-cloud.ts';
import { keystoneService } from './services.ts';

/** What every cloud of the tests stands on: Debian's programs, a database, and services that run until `stop`. */
export class CloudGround {
  readonly plan: CloudPlan;
  readonly services: RunningServices;
  readonly #database: RunningServer;

  private constructor(plan: CloudPlan, database: RunningServer) {
    this.plan = plan;
    this.#database = database;
    this.services = new RunningServices(plan);
  }

  /** Ends again whatever `begin` has started when it throws. */
  static async open<Cloud>(folder: string, begin: (ground: CloudGround) => Promise<Cloud>): Promise<Cloud> {
    const [programs, database] = await Promise.all([unpackedPrograms(), startMariadb()]);
    const ground = new CloudGround(await planCloud(folder, programs, database.adminUrl), database);
    try {
      return await begin(ground);
    } catch (error) {
      await ground.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.services.stop();
    await this.#database.stop();
  }

  get cloudsFile(): string {
    return inCloud(this.plan, 'clouds.yaml');
  }

  /** Its catalogue is as it is when the session first asks. */
  session(user: CloudUser): Session {
    return new Session(
      parseCloud({ name: user, region, said: cloudAccount(this.plan, user) }),
      nodeSurroundings(async (url, init) => fetch(url, { ...init, duplex: 'half' })),
    );
  }

  /** Its database must be there. Gives who may do everything. */
  async startKeystone(): Promise<Session> {
    await this.services.start([keystoneService(this.plan)]);
    const admin = this.session('admin');
    await eventually('Keystone', async () => (await admin.token()).id);
    return admin;
  }

  writeClouds(clouds: Readonly<Record<string, object>>): void {
    writeFileSync(this.cloudsFile, stringify({ clouds }), { mode: 0o600 });
  }
}

import type { Session } from '@netberth/openstack';
import { z } from 'zod';
import { cloudAccount } from '../../openstack/src/cloud-account.ts';
import { CloudGround } from '../../openstack/src/cloud-ground.ts';
import { region, urlOf, type CloudPlan } from '../../openstack/src/cloud-plan.ts';
import { makeObjectDatabases } from '../../openstack/src/make-databases.ts';
import { seedIdentity } from '../../openstack/src/seed-cloud.ts';
import { swiftServices } from '../../openstack/src/services.ts';
import { writeSettings } from '../../openstack/src/write-settings.ts';

const secretSchema = z.object({ credential: z.object({ access: z.string(), secret: z.string() }) });

type Person = { readonly userId: string; readonly projectId: string };

/** A real Keystone and a real Swift, with its S3 API, and nothing else of OpenStack. */
export class ObjectCloud {
  /** Whoever may write there. */
  readonly demo: Session;
  readonly #ground: CloudGround;
  readonly #person: Person;

  private constructor(ground: CloudGround, person: Person) {
    this.#ground = ground;
    this.#person = person;
    this.demo = ground.session('demo');
  }

  static async start(folder: string): Promise<ObjectCloud> {
    return CloudGround.open(folder, async (ground) => {
      const { plan, services } = ground;
      writeSettings(plan);
      await makeObjectDatabases(plan);
      const admin = await ground.startKeystone();
      const [person] = await Promise.all([seedIdentity(admin, plan), services.start(swiftServices(plan))]);
      ground.writeClouds({ demo: { region_name: region, ...cloudAccount(plan, 'demo') } });
      return new ObjectCloud(ground, person);
    });
  }

  async stop(): Promise<void> {
    await this.#ground.stop();
  }

  get plan(): CloudPlan {
    return this.#ground.plan;
  }

  /** What `netberth` finds in its environment: `clouds.yaml`, and keys for S3 of this moment. */
  async environment(): Promise<Readonly<Record<string, string>>> {
    const { access, secret } = await this.newKeys();
    return {
      OS_CLIENT_CONFIG_FILE: this.#ground.cloudsFile,
      OS_CLOUD: 'demo',
      AWS_ACCESS_KEY_ID: access,
      AWS_SECRET_ACCESS_KEY: secret,
      AWS_REGION: region,
      AWS_ENDPOINT_URL: urlOf(this.plan, 'swift'),
    };
  }

  async newKeys(): Promise<{ access: string; secret: string }> {
    const json = { tenant_id: this.#person.projectId };
    const answer = await this.demo.call({ service: 'identity', method: 'POST', path: this.#keys, json });
    return secretSchema.parse(answer.json).credential;
  }

  /** From now on whoever shows these keys is refused. */
  async endKeys(access: string): Promise<void> {
    const path = `${this.#keys}/${access}`;
    await this.demo.call({ service: 'identity', method: 'DELETE', path });
  }

  get #keys(): string {
    return `/users/${this.#person.userId}/credentials/OS-EC2`;
  }
}

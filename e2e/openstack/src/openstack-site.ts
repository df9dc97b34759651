import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { downloadImage, type Session } from '@netberth/openstack';
import { installedFirmware } from '../../src/installed-firmware.ts';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { TestCloud, type TestCloudOptions } from './test-cloud.ts';

/** What `openstack boot --json` says. */
export type Booted = Readonly<
  Record<'name' | 'state' | 'server' | 'serverStatus' | 'port' | 'mac' | 'image', string | null>
> & { readonly machine: number | null; readonly addresses: string[]; readonly warnings: string[] };

/** A cloud, and a Netberth with an image that can be installed; its commands mean the user `demo` of this cloud. */
export class OpenstackSite {
  readonly cloud: TestCloud;
  readonly server: NetberthServer;
  readonly folder: string;

  private constructor(cloud: TestCloud, server: NetberthServer, folder: string) {
    this.cloud = cloud;
    this.server = server;
    this.folder = folder;
  }

  /**
   * Throws when anything of it does not start; no Debian mirror is a reason of its own.
   * @param name of its work folder: two files of tests may run at once
   */
  static async open(name: string, options: TestCloudOptions = { hasVolumes: false }): Promise<OpenstackSite> {
    const folder = emptyWorkFolder(name);
    const firmware = await installedFirmware();
    if (firmware.kind === 'out-of-reach') throw new Error(firmware.why);
    cpSync(firmware.folder, join(folder, 'data/firmware'), { recursive: true });
    const cloud = await TestCloud.start(join(folder, 'cloud'), options);
    process.env['OS_CLIENT_CONFIG_FILE'] = cloud.cloudsFile;
    process.env['OS_CLOUD'] = 'demo';
    const server = await NetberthServer.start({ folder });
    await server.json('profile', 'import', writeImage(folder));
    return new OpenstackSite(cloud, server, folder);
  }

  async dispose(): Promise<void> {
    await this.server.stop();
    await this.cloud.stop();
  }

  get demo(): Session {
    return this.cloud.session('demo');
  }

  /** Where servers of the cloud would reach this Netberth, if the network were one. */
  get bootUrl(): readonly string[] {
    return ['--boot-url', `http://10.77.0.2:${this.server.bootPort}`];
  }

  /** The words of `openstack boot` for a server that is to be installed. */
  wanted(name: string, network = 'private'): readonly string[] {
    const what = ['--network', network, '--flavor', 'small', '--profile', 'installer'];
    return ['boot', name, ...what, ...this.bootUrl];
  }

  async openstack(...words: readonly string[]): Promise<Booted> {
    return (await this.server.json('openstack', ...words)) as Booted;
  }

  /** What it says on standard error of something that it must refuse. */
  async refusal(...words: readonly string[]): Promise<string> {
    const { exitCode, stderr, stdout } = await this.server.command('openstack', ...words);
    if (exitCode !== 1) throw new Error(`not refused, but ended with ${exitCode}:\n${stdout}${stderr}`);
    return stderr;
  }

  /** Until the machine of a server has asked what to boot so many times. */
  async asked({ machine }: Booted, times = 1): Promise<void> {
    while ((await this.server.machine(machine ?? 0)).boots.length < times) await sleep(500);
  }

  /** As Glance has it. */
  async isoOf({ image }: Pick<Booted, 'image'>): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of await downloadImage(this.demo, image ?? '')) chunks.push(chunk);
    return Buffer.concat(chunks);
  }
}

/** Its kernel is none: what matters is who asks for it. */
function writeImage(folder: string): string {
  const image = join(folder, 'installer');
  mkdirSync(image, { recursive: true });
  writeFileSync(
    join(image, 'profile.yaml'),
    'kernel: vmlinuz\nargs: finish={{ urls.finish }}\nretryAfterStart: true\n',
  );
  writeFileSync(join(image, 'vmlinuz'), 'no kernel');
  return image;
}

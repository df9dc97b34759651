import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installedFirmware } from '../../src/installed-firmware.ts';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { TestCloud } from './test-cloud.ts';

/** A cloud, and a Netberth with an image that can be installed. */
export type OpenstackSite = {
  readonly cloud: TestCloud;
  readonly server: NetberthServer;
  readonly folder: string;
  dispose(): Promise<void>;
};

/** Throws when anything of it does not start; no Debian mirror is a reason of its own. */
export async function openSite(): Promise<OpenstackSite> {
  const folder = emptyWorkFolder('openstack');
  const firmware = await installedFirmware();
  if (firmware.kind === 'out-of-reach') throw new Error(firmware.why);
  cpSync(firmware.folder, join(folder, 'data/firmware'), { recursive: true });
  const cloud = await TestCloud.start(join(folder, 'cloud'));
  process.env['OS_CLIENT_CONFIG_FILE'] = cloud.cloudsFile;
  process.env['OS_CLOUD'] = 'demo';
  const server = await NetberthServer.start({ folder });
  await server.json('profile', 'import', writeImage(folder));
  return {
    cloud,
    server,
    folder,
    dispose: async () => {
      await server.stop();
      await cloud.stop();
    },
  };
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

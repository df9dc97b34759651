import { join } from 'node:path';
import { expect, test } from 'vitest';
import { debianInstaller } from '../src/debian-installer.ts';
import { installedFirmware } from '../src/installed-firmware.ts';
import { startInstallerFromMenu } from '../src/installer-from-menu.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';

const firmware = await installedFirmware();
const installer = await debianInstaller();
const isOutOfReach = firmware.kind === 'out-of-reach' || installer === null;
const skipped = isOutOfReach
  ? ' (skipped: no Debian mirror with the installer can be reached from here)'
  : '';

/** The installer runs this as soon as it has its network. */
function preseed(port: number): string {
  const addresses = "$(ip -4 -o addr show scope global | tr -s ' ' '_')";
  return `d-i preseed/early_command string wget -q -O /dev/null "http://10.0.2.2:${port}/seen?${addresses}"\n`;
}

test.skipIf(isOutOfReach)(
  `the installer of Debian, picked in the menu, has the static address of the machine${skipped}`,
  async () => {
    if (firmware.kind === 'out-of-reach' || installer === null) throw new Error('nothing to boot');
    const { asked } = await startInstallerFromMenu({
      folder: emptyWorkFolder('menu-real-installer'),
      loader: join(firmware.folder, 'ipxe.lkrn'),
      mac: '52:54:00:4e:42:32',
      installer,
      args: (port) =>
        `auto=true priority=critical locale=C preseed/url=http://10.0.2.2:${port}/told norandmaps mitigations=off`,
      told: preseed,
      installerMs: 20 * 60_000,
    });
    expect(asked.at(-1)).toMatch(/^\/seen\?.*_inet_10\.0\.2\.77\/24_/);
  },
);

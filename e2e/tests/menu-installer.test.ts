import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installedFirmware } from '../src/installed-firmware.ts';
import { startInstallerFromMenu } from '../src/installer-from-menu.ts';
import { imageParts } from '../src/test-image/image-parts.ts';
import { emptyWorkFolder } from '../src/work-folder.ts';

const firmware = await installedFirmware();
/** Asked with the kernel's command line, whose blanks are `_`. */
const commandLine =
  /^\/seen\?.*_netcfg\/get_ipaddress=10\.0\.2\.77_netcfg\/get_netmask=255\.255\.255\.0_netcfg\/get_gateway=10\.0\.2\.2_netcfg\/get_nameservers=10\.0\.2\.3_netcfg\/confirm_static=true_BOOTIF=01-52-54-00-4e-42-31_.*_console=ttyS0,115200n8_razorurl=\S+_mitigations=off_?$/;

const skipped = firmware.kind === 'out-of-reach' ? ' (skipped: no firmware can be reached from here)' : '';

test.skipIf(firmware.kind === 'out-of-reach')(
  `a person walks to an installer, says yes, and its kernel gets the static address of the machine${skipped}`,
  async () => {
    if (firmware.kind === 'out-of-reach') throw new Error('nothing to boot');
    const folder = emptyWorkFolder('menu-installer');
    const system = await imageParts();
    copyFileSync(system.kernel, join(folder, 'linux'));
    copyFileSync(system.initrd, join(folder, 'initrd.gz'));

    const { asked, boots } = await startInstallerFromMenu({
      folder,
      loader: join(firmware.folder, 'ipxe.lkrn'),
      mac: '52:54:00:4e:42:31',
      installer: folder,
      // what our test system takes: it fetches this script and runs it
      args: (port) => `razorurl=http://10.0.2.2:${port}/told mitigations=off`,
      told: (port) => `wget -q -O - "http://10.0.2.2:${port}/seen?$(tr ' ' '_' </proc/cmdline)"\n`,
      installerMs: 120_000,
    });

    expect(asked).toEqual([
      '/debian/dists/bookworm/main/installer-amd64/current/images/netboot/debian-installer/amd64/linux',
      '/debian/dists/bookworm/main/installer-amd64/current/images/netboot/debian-installer/amd64/initrd.gz',
      '/told',
      expect.stringMatching(commandLine),
    ]);
    expect(boots).toMatchObject([
      {
        decision: 'choice',
        choice: 'debian release=bookworm,mode=text',
        reason: 'a person picked Debian: bookworm, Text in the menu',
      },
    ]);
  },
);

import { join } from 'node:path';
import { describeDifferential } from '../differential/differential.ts';
import { describeUefiDifferential } from '../differential/uefi-differential.ts';
import { installedFirmware } from '../src/installed-firmware.ts';

// Debian's newest iPXE changes from day to day: a difference here may be news of iPXE.
const installed = await installedFirmware('sid');

describeDifferential(
  'debian-sid',
  installed.kind === 'installed' ? { file: join(installed.folder, 'ipxe.lkrn') } : { missing: installed.why },
);
describeUefiDifferential('debian-sid', installed);

import { join } from 'node:path';
import { installedFirmware } from '../src/installed-firmware.ts';
import { describeDifferential } from './differential.ts';

// `netberth firmware install` takes Debian's stable suite, which is trixie; bookworm and sid are in e2e/long.
const installed = await installedFirmware();

describeDifferential(
  'debian-trixie',
  installed.kind === 'installed' ? { file: join(installed.folder, 'ipxe.lkrn') } : { missing: installed.why },
);

import { installedFirmware } from '../src/installed-firmware.ts';
import { describeUefiDifferential } from './uefi-differential.ts';

// `netberth firmware install` takes Debian's stable suite, which is trixie.
describeUefiDifferential('debian-trixie', await installedFirmware());

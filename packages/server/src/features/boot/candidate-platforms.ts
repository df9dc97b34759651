import { platforms, type Architecture, type Firmware, type Platform } from '@netberth/catalogue';
import { firmwareOf, ipxePlatformOf } from './ipxe-platform.ts';

/** What is known of a machine's platform, in the words of iPXE's `${platform}` and `${buildarch}`, or by choice. */
export type ToldPlatform = {
  readonly platform?: string | undefined;
  readonly buildarch?: string | undefined;
  readonly firmware?: Firmware | undefined;
  readonly arch?: Architecture | undefined;
};

/**
 * The platforms that a machine may be, the likeliest first. On BIOS iPXE is mostly built for i386 and the processor is
 * seldom that: the machine itself has to look. UEFI starts only programs of its own architecture.
 */
export function candidatePlatforms({
  platform,
  buildarch,
  firmware,
  arch,
}: ToldPlatform): readonly Platform[] {
  const byFirmware = firmware ?? firmwareOf(ipxePlatformOf(platform));
  return platforms.filter(
    (each) =>
      (byFirmware === undefined || each.firmware === byFirmware) &&
      (arch === undefined ? mayRun(each, buildarch) : each.arch === arch),
  );
}

function mayRun({ firmware, arch }: Platform, buildarch: string | undefined): boolean {
  if (buildarch === undefined || buildarch === '') return true;
  return arch === buildarch || (firmware === 'bios' && buildarch === 'i386');
}

/** The platform of a machine where it can be only one. */
export function onlyPlatform(told: ToldPlatform): Platform | null {
  const [first, ...others] = candidatePlatforms(told);
  return first === undefined || others.length > 0 ? null : first;
}

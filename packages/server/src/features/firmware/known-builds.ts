import { featuresOfVersion } from '@netberth/ipxe';
import type { Feature } from '@netberth/ipxe';
import type { FirmwareFolder } from './firmware-folder.ts';

/** What a build of iPXE can do, by its version: of those that are installed what was read out of them, else what we know. */
export function knownBuilds({ firmware }: { readonly firmware: FirmwareFolder }) {
  return (version: string, platform: 'pcbios' | 'efi', architecture: string): ReadonlySet<Feature> | null => {
    const alike = (firmware.manifest?.files ?? []).filter(
      (file) => file.platform === platform && file.ipxe?.version === version,
    );
    // On BIOS it is mostly built for i386, whatever the processor is.
    const own = alike.find((file) => file.architecture === architecture) ?? alike[0];
    if (own?.ipxe) return new Set(own.ipxe.features as Feature[]);
    return featuresOfVersion(version, platform);
  };
}

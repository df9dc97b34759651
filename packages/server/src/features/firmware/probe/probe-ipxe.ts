import type { FirmwareFile, IpxeBuild } from '@netberth/api';
import { loadPe } from './load-pe.ts';
import type { MemoryImage } from './memory-image.ts';
import { hasText } from './memory-image.ts';
import { readTable } from './read-table.ts';
import { unpackBiosImage } from './unpack-bios-image.ts';
import { featuresOf } from './features-of.ts';

export type Probed =
  | { readonly kind: 'ipxe'; readonly build: IpxeBuild }
  /** The right sort of file, but its tables are not where we know them to be. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'not-ipxe'; readonly why: string };

/** What a binary of iPXE can do, read out of its own tables: nothing is run. */
export function probeIpxe(file: Buffer, { platform, architecture }: Aimed): Probed {
  if (platform === 'pcbios') {
    if (file.toString('latin1', 0, 2) === 'MZ' && loadPe(file) !== null)
      return { kind: 'not-ipxe', why: 'it is a UEFI program, and this name is for BIOS machines' };
    return probeImage(unpackBiosImage(file));
  }
  const loaded = loadPe(file);
  if (loaded === null) return { kind: 'not-ipxe', why: 'it is no UEFI program (PE32+), or it is cut off' };
  if (loaded.architecture !== architecture)
    return { kind: 'not-ipxe', why: `it is for ${loaded.architecture} processors, not for ${architecture}` };
  if (!loaded.image.bytes.includes('iPXE')) return { kind: 'not-ipxe', why: 'nothing in it says iPXE' };
  return probeImage(loaded.image);
}

type Aimed = Pick<FirmwareFile, 'platform' | 'architecture'>;

function probeImage(image: MemoryImage | null): Probed {
  if (image === null) return { kind: 'unreadable' };
  const commands = readTable(image, 2, 'chain').filter((name) => /^[a-z0-9]+$/.test(name));
  if (!commands.includes('goto')) return { kind: 'unreadable' };
  return {
    kind: 'ipxe',
    build: {
      version: versionOf(image),
      commands: commands.toSorted(),
      features: featuresOf(image, commands),
      drivers: driversOfClouds.filter((name) => hasText(image, name)),
    },
  };
}

/** As iPXE names them: Hyper-V, KVM, VMware, Amazon, Xen. */
const driversOfClouds = ['netvsc', 'virtio-net', 'vmxnet3', 'ena', 'netfront'];

/** The text that iPXE shows when it starts: `1.21.1+git20250501.dad20602+dfsg-1`, `2.0.0+ (g1a2b3)`. */
function versionOf({ bytes }: MemoryImage): string | null {
  const found = /(?<![\x20-\x7e])(\d+\.\d+\.\d+(?:\+[\w.~+-]*)?(?: \([\w.+-]+\))?)\0/.exec(
    bytes.toString('latin1'),
  );
  return found?.[1] ?? null;
}

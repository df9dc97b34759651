import {
  planFat,
  readAt,
  type Extent,
  type FileEntry,
  type Plan,
  type PlanOutcome,
} from '@netberth/disk-image';
import { floppyLoader, loaderOffset } from './floppy-loader.ts';

export type FloppyInput = {
  /** The name of the volume, as an operating system shows it. */
  readonly label: string;
  readonly volumeId: number;
  readonly epochSeconds: number;
  /** Among them `ipxe.lkrn` and `autoexec.ipxe`, unless it is for UEFI alone. */
  readonly files: readonly FileEntry[];
};

const sectorBytes = 512;
const track = 18;
const heads = 2;
/** 80 tracks, two heads: what every BMC takes for a floppy. */
const floppyBytes = 80 * heads * track * sectorBytes;

/**
 * A floppy of 1.44 MB: a FAT12 volume that old firmware starts by the code in its first sector, and UEFI by
 * `EFI/BOOT/BOOTX64.EFI`. Refused (`image-full`) when the files have no room on it.
 */
export function planFloppy(input: FloppyInput): PlanOutcome {
  const volume = planFat({ ...input, label: input.label.slice(0, 11), sizeBytes: floppyBytes, type: 12 });
  return volume.kind === 'refused' ? volume : { ...volume, plan: asFloppy(volume.plan) };
}

/** The volume as `mkfs.fat` makes it on a floppy: its kind in the parameter block and in the tables, and our loader. */
function asFloppy(volume: Plan): Plan {
  const extents = volume.extents.map((extent) => {
    if (extent.what === 'FAT boot sector') return withBytes(extent, bootSector(volume));
    if (extent.what.startsWith('file allocation table')) return withBytes(extent, table(volume, extent));
    return extent;
  });
  return { ...volume, extents };
}

/** The drive's number and the descriptor of its medium (fatgen103, "Boot Sector and BPB Structure"). */
function bootSector(volume: Plan): Uint8Array {
  const sector = Uint8Array.from(readAt(volume, 0, sectorBytes));
  const fields = new DataView(sector.buffer);
  fields.setUint8(21, floppyMedia);
  fields.setUint16(24, track, true);
  fields.setUint16(26, heads, true);
  fields.setUint8(36, 0);
  const kernel = volume.extents.find(({ what }) => what === 'file ipxe.lkrn');
  const script = volume.extents.find(({ what }) => what === 'file autoexec.ipxe');
  if (kernel !== undefined && script !== undefined)
    sector.set(floppyLoader(filesOf(volume, kernel, script)), loaderOffset);
  return sector;
}

const floppyMedia = 0xf0;

function table(volume: Plan, { offsetBytes, sizeBytes }: Extent): Uint8Array {
  const bytes = Uint8Array.from(readAt(volume, offsetBytes, sizeBytes));
  bytes[0] = floppyMedia;
  return bytes;
}

function filesOf(volume: Plan, kernel: Extent, script: Extent) {
  // boot.rst, "setup_sects": without the boot sector itself, and 0 means 4
  const [setup = 0] = readAt(volume, kernel.offsetBytes + 0x1f1, 1);
  return {
    kernel: {
      sector: kernel.offsetBytes / sectorBytes,
      sectors: Math.ceil(kernel.sizeBytes / sectorBytes),
      setupSectors: 1 + (setup === 0 ? 4 : setup),
    },
    script: { sector: script.offsetBytes / sectorBytes, sizeBytes: script.sizeBytes },
  };
}

function withBytes(extent: Extent, bytes: Uint8Array): Extent {
  return { ...extent, sizeBytes: bytes.length, source: { kind: 'bytes', bytes } };
}

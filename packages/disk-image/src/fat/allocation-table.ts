import type { FatType } from './fat-geometry.ts';

/** Clusters one behind the other, `first` to `first + count - 1`. */
export type ClusterRun = { readonly first: number; readonly count: number };

const fixedDisk = 0xf8;
const endOfChain = { 12: 0xfff, 16: 0xffff, 32: 0x0fff_ffff } as const satisfies Record<FatType, number>;

/**
 * The table up to the last cluster in use (fatgen103, "FAT Data Structure"); behind it all is zero, which is free.
 * Every run is one chain. Runs have no gaps between them and begin with cluster 2.
 */
export function allocationTable(type: FatType, runs: readonly ClusterRun[]): Uint8Array {
  const end = endOfChain[type];
  const used = runs.reduce((sum, { count }) => sum + count, 2);
  const entries = new Uint32Array(used);
  // FAT[0] repeats BPB_Media, FAT[1] says that the volume was unmounted cleanly.
  entries[0] = (end & ~0xff) | fixedDisk;
  entries[1] = end;
  for (const { first, count } of runs) {
    for (let at = first; at < first + count - 1; at += 1) entries[at] = at + 1;
    if (count > 0) entries[first + count - 1] = end;
  }
  switch (type) {
    case 12:
      return pack12(entries);
    case 16:
      return pack16(entries);
    case 32:
      return pack32(entries);
  }
}

/** Two entries of 12 bits share three bytes. */
function pack12(entries: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((entries.length * 3) / 2));
  for (const [index, entry] of entries.entries()) {
    const at = Math.floor((index * 3) / 2);
    if (index % 2 === 0) {
      bytes[at] = entry & 0xff;
      bytes[at + 1] = entry >>> 8;
    } else {
      bytes[at] = (bytes[at] ?? 0) | ((entry << 4) & 0xf0);
      bytes[at + 1] = entry >>> 4;
    }
  }
  return bytes;
}

function pack16(entries: Uint32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(entries.length * 2));
  for (const [index, entry] of entries.entries()) view.setUint16(index * 2, entry, true);
  return new Uint8Array(view.buffer);
}

function pack32(entries: Uint32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(entries.length * 4));
  for (const [index, entry] of entries.entries()) view.setUint32(index * 4, entry, true);
  return new Uint8Array(view.buffer);
}

import { roundUp } from '../fields/round-up.ts';

export const sectorBytes = 512;
export const fatCopies = 2;

/** A file system's type is nothing but its number of clusters (fatgen103, "FAT Type Determination"). */
export type FatType = 12 | 16 | 32;

export type FatGeometry = {
  readonly type: FatType;
  readonly totalSectors: number;
  readonly clusterSectors: number;
  readonly reservedSectors: number;
  /** Of the fixed root folder; 0 on FAT32, whose root is a chain of clusters. */
  readonly rootSectors: number;
  readonly fatSectors: number;
  readonly clusters: number;
};

/**
 * The numbers of clusters that every implementation takes for this type. fatgen103 warns of those within 16 of a
 * limit: too many programs are off by a few.
 */
const clusterRange = {
  12: { least: 1, most: 4084 - 16 },
  16: { least: 4085 + 16, most: 65_524 - 16 },
  32: { least: 65_525 + 16, most: 268_435_444 - 16 },
} as const satisfies Record<FatType, { least: number; most: number }>;

/** Sectors per cluster in the order in which they are tried on a volume of given size: usual ones, larger, smaller. */
const clusterSizes = {
  12: [4, 8, 16, 32, 64, 2, 1],
  16: [4, 8, 16, 32, 64, 2, 1],
  32: [8, 16, 32, 64, 4, 2, 1],
} as const satisfies Record<FatType, readonly number[]>;

/** How many clusters the files need when a cluster has so many bytes. */
export type ClusterDemand = (clusterBytes: number, type: FatType) => number;

export type GeometryWish = {
  readonly types: readonly FatType[];
  readonly rootEntries: number;
  readonly demand: ClusterDemand;
};

/** The smallest file system in which everything has room, of the first type that can be. */
export function smallestGeometry(wish: GeometryWish): FatGeometry | undefined {
  for (const type of wish.types) {
    const [smallest] = clusterSizes[type]
      .flatMap((clusterSectors) => filledGeometry(type, clusterSectors, wish) ?? [])
      .sort((a, b) => a.totalSectors - b.totalSectors || b.clusterSectors - a.clusterSectors);
    if (smallest !== undefined) return smallest;
  }
  return undefined;
}

function filledGeometry(
  type: FatType,
  clusterSectors: number,
  { rootEntries, demand }: GeometryWish,
): FatGeometry | undefined {
  const { least, most } = clusterRange[type];
  const clusters = Math.max(least, demand(clusterSectors * sectorBytes, type));
  const tables = fatCopies * fatSectorsFor(type, clusters);
  const sectors = fixedSectors(type, rootEntries).all + tables + clusters * clusterSectors;
  // The tables of the rounded volume may be longer: a track more, and the clusters still have room.
  for (let total = roundUp(sectors, trackSectors); ; total += trackSectors) {
    const geometry = geometryOf(type, total, clusterSectors, rootEntries);
    if (geometry.clusters > most) return undefined;
    if (geometry.clusters >= clusters) return geometry;
  }
}

/** A file system of exactly this size, whether or not everything has room in it. */
export function fixedGeometry(
  totalSectors: number,
  wish: Omit<GeometryWish, 'demand'>,
): FatGeometry | undefined {
  for (const type of wish.types) {
    for (const clusterSectors of clusterSizes[type]) {
      const geometry = geometryOf(type, totalSectors, clusterSectors, wish.rootEntries);
      const { least, most } = clusterRange[type];
      if (geometry.clusters >= least && geometry.clusters <= most) return geometry;
    }
  }
  return undefined;
}

/** mtools refuses a volume that is no whole number of tracks. */
const trackSectors = 32;

/** The most sectors per track, of 32 and its halves, that the volume is a multiple of. */
export function sectorsPerTrack(totalSectors: number): number {
  return [trackSectors, 16, 8, 4, 2].find((sectors) => totalSectors % sectors === 0) ?? 1;
}

function geometryOf(
  type: FatType,
  totalSectors: number,
  clusterSectors: number,
  rootEntries: number,
): FatGeometry {
  const fixed = fixedSectors(type, rootEntries);
  const rest = totalSectors - fixed.all;
  // As if the tables took no room: they come out a sector too long at most, which the format allows.
  const fatSectors = fatSectorsFor(type, Math.max(0, Math.floor(rest / clusterSectors)));
  const clusters = Math.floor((rest - fatCopies * fatSectors) / clusterSectors);
  return {
    type,
    totalSectors,
    clusterSectors,
    reservedSectors: fixed.reserved,
    rootSectors: fixed.root,
    fatSectors,
    clusters,
  };
}

function fixedSectors(type: FatType, rootEntries: number): { reserved: number; root: number; all: number } {
  const reserved = type === 32 ? 32 : 1;
  const root = type === 32 ? 0 : (rootEntries * 32) / sectorBytes;
  return { reserved, root, all: reserved + root };
}

function fatSectorsFor(type: FatType, clusters: number): number {
  return Math.ceil(((clusters + 2) * type) / 8 / sectorBytes);
}

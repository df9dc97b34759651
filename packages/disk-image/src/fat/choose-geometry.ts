import { roundUp } from '../fields/round-up.ts';
import { refused, type Refused } from '../outcome.ts';
import { walkTree, type FolderNode } from '../tree/tree.ts';
import { clusterDemand, folderEntryCount } from './allocate-clusters.ts';
import {
  fixedGeometry,
  sectorBytes,
  smallestGeometry,
  type ClusterDemand,
  type FatGeometry,
  type FatType,
} from './fat-geometry.ts';
import { entryBytes } from './folder-entries.ts';
import type { FatInput } from './fat-input.ts';

const usualRootEntries = 512;
/** fatgen103: a folder has at most 2 MiB. */
const mostEntries = 65_536;
const mib = 1024 * 1024;

export type GeometryChoice = { readonly kind: 'chosen'; readonly geometry: FatGeometry } | Refused;

/** Type and sizes of a volume in which this tree has room. */
export function chooseGeometry(root: FolderNode, input: FatInput): GeometryChoice {
  const tooLarge = overfullFolder(root, input.label);
  if (tooLarge !== undefined) return tooLarge;
  const rootEntries = roundUp(
    Math.max(usualRootEntries, folderEntryCount(root, true, input.label)),
    sectorBytes / entryBytes,
  );
  const demand: ClusterDemand = (clusterBytes, type) =>
    clusterDemand(root, input.label, clusterBytes, type) + Math.ceil((input.freeBytes ?? 0) / clusterBytes);
  const types = typesFor(input, rootEntries);
  const smallest = smallestGeometry({ types, rootEntries, demand });
  if (input.sizeBytes === undefined) return smallestChoice(smallest, input);
  const geometry = fixedGeometry(input.sizeBytes / sectorBytes, { types, rootEntries });
  if (geometry === undefined) return impossibleSize(input.sizeBytes, input.type);
  if (demand(geometry.clusterSectors * sectorBytes, geometry.type) > geometry.clusters) {
    const neededBytes = Math.max(input.sizeBytes, (smallest?.totalSectors ?? 0) * sectorBytes);
    return refused([{ kind: 'image-full', neededBytes, sizeBytes: input.sizeBytes }]);
  }
  return { kind: 'chosen', geometry };
}

/** Small volumes FAT12 and large ones FAT32, as mkfs.fat has it. */
function typesFor({ type, sizeBytes }: FatInput, rootEntries: number): readonly FatType[] {
  const possible: readonly FatType[] = rootEntries < mostEntries ? [12, 16, 32] : [32];
  if (type !== undefined) return possible.filter((each) => each === type);
  if (sizeBytes === undefined) return possible;
  if (sizeBytes < 8 * mib) return possible.filter((each) => each !== 32);
  return sizeBytes < 512 * mib ? possible.filter((each) => each !== 12) : [32];
}

function smallestChoice(geometry: FatGeometry | undefined, { freeBytes = 0 }: FatInput): GeometryChoice {
  if (geometry !== undefined && geometry.totalSectors <= 0xffff_ffff) return { kind: 'chosen', geometry };
  const why = 'its files have no room in any FAT volume of this type';
  return refused([{ kind: 'impossible-size', sizeBytes: freeBytes, why }]);
}

function impossibleSize(sizeBytes: number, type: FatType | undefined): Refused {
  const why = `${type === undefined ? 'no FAT volume' : `no FAT${type} volume`} can have this size`;
  return refused([{ kind: 'impossible-size', sizeBytes, why }]);
}

function overfullFolder(root: FolderNode, label: string): Refused | undefined {
  for (const node of [root, ...walkTree(root)]) {
    if (node.kind === 'file') continue;
    const entries = folderEntryCount(node, node === root, label);
    if (entries > mostEntries) {
      return refused([{ kind: 'too-many-entries', path: `/${node.path}`, entries, most: mostEntries }]);
    }
  }
  return undefined;
}

import { finishDraft, openDraft, place, type Draft } from '../plan/draft.ts';
import { planned, refused, type PlanOutcome } from '../outcome.ts';
import { buildTree } from '../tree/build-tree.ts';
import { allocateClusters, type Allocation } from './allocate-clusters.ts';
import { allocationTable } from './allocation-table.ts';
import { backupBootSector, bootSector, fsInfo, fsInfoSector, type FatIdentity } from './boot-sector.ts';
import { checkFatInput } from './check-fat-input.ts';
import { checkFatNames } from './check-fat-names.ts';
import { chooseGeometry } from './choose-geometry.ts';
import { folderBytes } from './folder-bytes.ts';
import { fatCopies, sectorBytes, type FatGeometry } from './fat-geometry.ts';
import type { FatInput } from './fat-input.ts';

/**
 * A FAT12, FAT16 or FAT32 volume: a partition, or by itself a disk without partitions.
 *
 * Refused with every problem found: impossible or clashing names, files of 4 GiB and more, labels and times that
 * FAT cannot hold, a size that is too small or belongs to no type.
 * Source: Microsoft, FAT: General Overview of On-Disk Format 1.03 (fatgen103).
 */
export function planFat(input: FatInput): PlanOutcome {
  const { root, problems } = buildTree(input.files, input.folders);
  const faults = [...problems, ...checkFatNames(root), ...checkFatInput(input)];
  if (faults.length > 0) return refused(faults);
  const choice = chooseGeometry(root, input);
  if (choice.kind === 'refused') return choice;
  const { geometry } = choice;
  const allocation = allocateClusters(root, geometry, input.label);
  const draft = openDraft();
  const identity = { label: input.label, volumeId: input.volumeId, hiddenSectors: input.hiddenSectors ?? 0 };
  placeReserved(draft, geometry, identity, allocation);
  placeTables(draft, geometry, allocation);
  placeContents(draft, geometry, allocation, input);
  return planned(finishDraft(draft, geometry.totalSectors * sectorBytes));
}

function placeReserved(
  draft: Draft,
  geometry: FatGeometry,
  identity: FatIdentity,
  { usedClusters }: Allocation,
): void {
  const boot = bootSector(geometry, identity);
  place(draft, 0, 'FAT boot sector', boot);
  if (geometry.type !== 32) return;
  const free = fsInfo(geometry.clusters - usedClusters, 2 + usedClusters);
  place(draft, fsInfoSector * sectorBytes, 'FAT32 FSInfo', free);
  place(draft, backupBootSector * sectorBytes, 'backup of the FAT boot sector', boot);
  place(draft, (backupBootSector + fsInfoSector) * sectorBytes, 'backup of the FAT32 FSInfo', free);
}

function placeTables(draft: Draft, geometry: FatGeometry, { runs }: Allocation): void {
  const table = allocationTable(geometry.type, runs);
  for (let copy = 0; copy < fatCopies; copy += 1) {
    const sector = geometry.reservedSectors + copy * geometry.fatSectors;
    place(draft, sector * sectorBytes, `file allocation table ${copy + 1}`, table);
  }
}

function placeContents(draft: Draft, geometry: FatGeometry, allocation: Allocation, input: FatInput): void {
  const rootSector = geometry.reservedSectors + fatCopies * geometry.fatSectors;
  const dataSector = rootSector + geometry.rootSectors;
  const offsetOf = (cluster: number): number =>
    (dataSector + (cluster - 2) * geometry.clusterSectors) * sectorBytes;
  for (const { node, run } of allocation.placed) {
    if (node.kind === 'file') {
      if (run.count > 0) place(draft, offsetOf(run.first), `file ${node.path}`, node.content);
      continue;
    }
    const offset = run.count === 0 ? rootSector * sectorBytes : offsetOf(run.first);
    place(draft, offset, `folder /${node.path}`, folderBytes(node, allocation, input));
  }
}

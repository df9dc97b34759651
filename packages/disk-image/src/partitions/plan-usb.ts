import { roundUp } from '../fields/round-up.ts';
import { planFat } from '../fat/plan-fat.ts';
import type { FatInput } from '../fat/fat-input.ts';
import { finishDraft, openDraft, place } from '../plan/draft.ts';
import type { Plan } from '../plan/plan.ts';
import { readAt } from '../plan/read-at.ts';
import { planned, refused, type PlanOutcome } from '../outcome.ts';
import type { Problem } from '../problem.ts';
import { espType, followingGuid, parseGuid } from './guid.ts';
import { gptSectors, placeGpt } from './guid-partition-table.ts';
import { bootCodeBytes, masterBootRecord, protectivePartition } from './master-boot-record.ts';

export type UsbInput = {
  /** `gpt`: an EFI system partition. `mbr`: one active FAT partition, which old firmware reads too. */
  readonly scheme: 'gpt' | 'mbr';
  /** Names the disk. Its first eight digits are the signature of an MBR; the partition's GUID is the following one. */
  readonly diskGuid: string;
  /** Code of the MBR, up to 440 bytes: for example syslinux' `mbr.bin` or `gptmbr.bin`. */
  readonly bootCode?: Uint8Array;
  /** The file system of the one partition. */
  readonly volume: Omit<FatInput, 'hiddenSectors'>;
};

const sectorBytes = 512;
/** The first MiB stays free, as partitioning programs have it. */
const firstSector = 2048;
/** FAT with LBA: the 12 and 16 bit ones up to 4 GiB, and the 32 bit one. */
const partitionTypes = { fat16: 0x0e, fat32: 0x0c } as const;

/** A disk with one FAT partition. Refused with what is wrong with the volume (`planFat`), the GUID or the code. */
export function planUsb(input: UsbInput): PlanOutcome {
  const volume = planFat({ ...input.volume, hiddenSectors: firstSector });
  const diskGuid = parseGuid(input.diskGuid);
  const problems: Problem[] = volume.kind === 'refused' ? [...volume.problems] : [];
  if (diskGuid === undefined)
    problems.push({ kind: 'bad-guid', name: 'the disk GUID', guid: input.diskGuid });
  const codeBytes = input.bootCode?.length ?? 0;
  if (codeBytes > bootCodeBytes) {
    problems.push({ kind: 'bad-boot-code', why: `it has ${codeBytes} bytes, ${bootCodeBytes} are the most` });
  }
  if (volume.kind === 'refused' || diskGuid === undefined || problems.length > 0) return refused(problems);
  const bootCode = new Uint8Array(bootCodeBytes);
  bootCode.set(input.bootCode ?? new Uint8Array());
  return planned(
    input.scheme === 'gpt'
      ? gptDisk(volume.plan, diskGuid, bootCode)
      : mbrDisk(volume.plan, diskGuid, bootCode),
  );
}

function gptDisk(volume: Plan, diskGuid: Uint8Array, bootCode: Uint8Array): Plan {
  const volumeSectors = volume.sizeBytes / sectorBytes;
  const sectors = roundUp(firstSector + volumeSectors + gptSectors.backup, firstSector);
  const draft = openDraft();
  place(draft, 0, 'protective MBR', masterBootRecord(bootCode, 0, [protectivePartition(sectors)]));
  const lastSector = firstSector + volumeSectors - 1;
  placeGpt(draft, sectors, diskGuid, [
    { type: espType, guid: followingGuid(diskGuid), firstSector, lastSector, name: 'EFI system' },
  ]);
  place(draft, firstSector * sectorBytes, 'EFI system partition', volume);
  return finishDraft(draft, sectors * sectorBytes);
}

function mbrDisk(volume: Plan, diskGuid: Uint8Array<ArrayBuffer>, bootCode: Uint8Array): Plan {
  const sectors = volume.sizeBytes / sectorBytes;
  const type = isFat32(volume) ? partitionTypes.fat32 : partitionTypes.fat16;
  const signature = new DataView(diskGuid.buffer).getUint32(0, true);
  const draft = openDraft();
  const partition = { isActive: true, type, firstSector, sectors };
  place(draft, 0, 'MBR', masterBootRecord(bootCode, signature, [partition]));
  place(draft, firstSector * sectorBytes, 'active partition', volume);
  return finishDraft(draft, (firstSector + sectors) * sectorBytes);
}

/** Only FAT32 keeps the length of its tables elsewhere than in BPB_FATSz16 (fatgen103, "FAT Type Determination"). */
function isFat32(volume: Plan): boolean {
  return readAt(volume, 22, 2).every((byte) => byte === 0);
}

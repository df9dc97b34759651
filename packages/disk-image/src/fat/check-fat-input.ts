import type { Problem } from '../problem.ts';
import type { FatInput } from './fat-input.ts';
import { sectorBytes } from './fat-geometry.ts';

const mostLabelCharacters = 11;
const firstSecond = 315_532_800; // 1980-01-01
const lastSecond = 4_354_819_199; // 2107-12-31
const allowedInLabel = /^(?! )[A-Z0-9 $%'_@~`!(){}^#&-]*$/;

/** What is wrong with the values beside the tree. */
export function checkFatInput(input: FatInput): readonly Problem[] {
  return [
    ...checkLabel(input.label),
    ...checkTime(input.epochSeconds),
    ...checkNumber('the volume id', input.volumeId, 0xffff_ffff),
    ...checkNumber('the number of hidden sectors', input.hiddenSectors ?? 0, 0xffff_ffff),
    ...checkNumber('the number of free bytes', input.freeBytes ?? 0, Number.MAX_SAFE_INTEGER),
    ...checkSize(input.sizeBytes),
  ];
}

function checkLabel(label: string): readonly Problem[] {
  const problems: Problem[] = [];
  if (label.length > mostLabelCharacters) {
    problems.push({ kind: 'label-too-long', label, structure: 'FAT', mostCharacters: mostLabelCharacters });
  }
  if (!allowedInLabel.test(label)) {
    const allowed = "A-Z 0-9 and $ % ' _ @ ~ ` ! ( ) { } ^ # & -, with blanks between";
    problems.push({ kind: 'label-characters', label, structure: 'FAT', allowed });
  }
  return problems;
}

function checkTime(epochSeconds: number): readonly Problem[] {
  if (Number.isInteger(epochSeconds) && epochSeconds >= firstSecond && epochSeconds <= lastSecond) return [];
  return [{ kind: 'bad-time', epochSeconds, structure: 'FAT', range: 'from 1980 to 2107' }];
}

function checkNumber(name: string, value: number, most: number): readonly Problem[] {
  if (Number.isInteger(value) && value >= 0 && value <= most) return [];
  return [{ kind: 'bad-number', name, value, wanted: `a whole number from 0 to ${most}` }];
}

function checkSize(sizeBytes: number | undefined): readonly Problem[] {
  if (sizeBytes === undefined) return [];
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes <= 0 || sizeBytes % sectorBytes !== 0) {
    return [{ kind: 'impossible-size', sizeBytes, why: `wanted is a multiple of ${sectorBytes}` }];
  }
  if (sizeBytes / sectorBytes > 0xffff_ffff) {
    return [{ kind: 'impossible-size', sizeBytes, why: 'FAT counts its sectors in 32 bits' }];
  }
  return [];
}

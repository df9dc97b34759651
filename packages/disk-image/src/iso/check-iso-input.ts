import { parseGuid } from '../partitions/guid.ts';
import { bootCodeBytes } from '../partitions/master-boot-record.ts';
import type { Problem } from '../problem.ts';
import type { IsoInput } from './iso-input.ts';

const mostCharacters = 32;
const mostJolietCharacters = 16;
const firstSecond = -2_208_988_800; // 1900-01-01
const lastSecond = 5_869_583_999; // 2155-12-31
const mostBootSectors = 0xffff;
/** Behind it the code of isohybrid finds the block of the boot file. */
const hybridCodeBytes = 432;

/** What is wrong with the values beside the tree. */
export function checkIsoInput(input: IsoInput): readonly Problem[] {
  return [...checkLabel(input), ...checkTime(input), ...checkBootSectors(input), ...checkUsb(input)];
}

function checkLabel({ volumeId: label, joliet }: IsoInput): readonly Problem[] {
  const problems: Problem[] = [];
  if (label.length > mostCharacters) {
    problems.push({ kind: 'label-too-long', label, structure: 'ISO 9660', mostCharacters });
  } else if (joliet !== false && label.length > mostJolietCharacters) {
    problems.push({
      kind: 'label-too-long',
      label,
      structure: 'Joliet',
      mostCharacters: mostJolietCharacters,
    });
  }
  if (!/^[A-Z0-9_]*$/.test(label)) {
    problems.push({ kind: 'label-characters', label, structure: 'ISO 9660', allowed: 'A-Z 0-9 _' });
  }
  return problems;
}

function checkTime({ epochSeconds }: IsoInput): readonly Problem[] {
  if (Number.isInteger(epochSeconds) && epochSeconds >= firstSecond && epochSeconds <= lastSecond) return [];
  return [{ kind: 'bad-time', epochSeconds, structure: 'ISO 9660', range: 'from 1900 to 2155' }];
}

function checkBootSectors({ bios }: IsoInput): readonly Problem[] {
  const value = bios?.sectors ?? 1;
  if (Number.isInteger(value) && value >= 1 && value <= mostBootSectors) return [];
  const wanted = `a whole number from 1 to ${mostBootSectors}`;
  return [{ kind: 'bad-number', name: 'the number of boot sectors', value, wanted }];
}

function checkUsb({ bios, usb }: IsoInput): readonly Problem[] {
  if (usb === undefined) return [];
  const problems: Problem[] = [];
  if (parseGuid(usb.diskGuid) === undefined) {
    problems.push({ kind: 'bad-guid', name: 'the disk GUID', guid: usb.diskGuid });
  }
  if (usb.bootCode === undefined) return problems;
  const { length } = usb.bootCode;
  if (bios === undefined) {
    problems.push({
      kind: 'bad-boot-code',
      why: 'it starts the boot file for BIOS, and none is named; give both or none',
    });
  } else if (length > hybridCodeBytes) {
    const why = `it has ${length} bytes, the code of isohybrid has at most ${hybridCodeBytes} of the MBR's ${bootCodeBytes}`;
    problems.push({ kind: 'bad-boot-code', why });
  }
  return problems;
}

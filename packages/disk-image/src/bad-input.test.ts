import { expect, test } from 'vitest';
import { planFat } from './fat/plan-fat.ts';
import type { FatInput } from './fat/fat-input.ts';
import type { IsoInput } from './iso/iso-input.ts';
import { planIso } from './iso/plan-iso.ts';
import type { PlanOutcome } from './outcome.ts';
import { planUsb } from './partitions/plan-usb.ts';
import { problemText } from './problem-text.ts';
import { slot } from './plan/slot.ts';

const epochSeconds = 1_700_000_000;
const empty = new Uint8Array();
const diskGuid = '4e657462-6572-4468-8000-000000000001';

const complaints = (outcome: PlanOutcome): readonly string[] =>
  outcome.kind === 'refused' ? outcome.problems.map(problemText) : [];
const file = (path: string, sizeBytes = 0) => ({ path, content: new Uint8Array(sizeBytes) });
const huge = (path: string, sizeBytes: number) => ({
  path,
  content: { kind: 'reader' as const, sizeBytes, readAt: (_: number, size: number) => new Uint8Array(size) },
});
const iso = (more: Partial<IsoInput>) =>
  complaints(planIso({ files: [], volumeId: 'X', epochSeconds, ...more }));
const fat = (more: Partial<FatInput>) =>
  complaints(planFat({ files: [], label: 'X', volumeId: 1, epochSeconds, ...more }));

test('labels that are too long, or have characters that do not belong there', () => {
  expect(iso({ volumeId: 'SEVENTEEN_LETTERS' })).toEqual([
    'cannot use label "SEVENTEEN_LETTERS" for Joliet: it has 17 characters, 16 are the most',
  ]);
  expect(iso({ volumeId: 'SEVENTEEN_LETTERS', joliet: false })).toEqual([]);
  expect(iso({ volumeId: 'A'.repeat(33), joliet: false })).toEqual([
    `cannot use label "${'A'.repeat(33)}" for ISO 9660: it has 33 characters, 32 are the most`,
  ]);
  expect(iso({ volumeId: 'netberth' })).toEqual([
    'cannot use label "netberth" for ISO 9660: allowed are A-Z 0-9 _',
  ]);
  expect(fat({ label: 'TWELVE_CHARS' })).toEqual([
    'cannot use label "TWELVE_CHARS" for FAT: it has 12 characters, 11 are the most',
  ]);
  expect(fat({ label: 'a.b' })).toEqual([
    `cannot use label "a.b" for FAT: allowed are A-Z 0-9 and $ % ' _ @ ~ \` ! ( ) { } ^ # & -, with blanks between`,
  ]);
});

test('names that a tree cannot hold, with the tree that cannot', () => {
  const name = 'x'.repeat(65);
  expect(iso({ files: [file(name), file('a:b'), file('c/🙂')] })).toEqual([
    'cannot name "a:b" in Joliet: it contains one of * : ; ? \\ or a control character',
    'cannot name "c/🙂" in Joliet: it contains a character beyond U+FFFF',
    `cannot name "${name}" in Joliet: it has 65 characters, 64 are the most`,
  ]);
  expect(iso({ files: [file(name), file('a:b'), file('c/🙂')], joliet: false })).toEqual([]);
  expect(iso({ files: [file('ä'.repeat(128))], joliet: false })).toEqual([
    `cannot name "${'ä'.repeat(128)}" in Rock Ridge: it has 256 bytes in UTF-8, 255 are the most`,
  ]);
  expect(
    iso({ files: [file('isolinux.cfg'), file('two.dots.txt')], rockRidge: false, joliet: false }),
  ).toEqual([
    'cannot name "two.dots.txt" in ISO 9660: without Rock Ridge only A-Z, 0-9, "_" and (in files) one dot are possible, 30 characters in all',
  ]);
  expect(fat({ files: [file('what?'), file('end.'), file('y'.repeat(256))] })).toEqual([
    'cannot name "end." in FAT: it ends with a dot or a blank, which readers drop',
    'cannot name "what?" in FAT: it contains one of " * : < > ? \\ | or a control character',
    `cannot name "${'y'.repeat(256)}" in FAT: it has 256 UTF-16 units, 255 are the most`,
  ]);
});

test('two files with one name, and a file that is a folder too', () => {
  expect(iso({ files: [file('a/b'), file('a/b'), file('a')] })).toEqual([
    'cannot place "a/b": "a/b" has the same name; rename one',
    'cannot place "a": "a" has the same name; rename one',
  ]);
  expect(iso({ files: [file('a'), file('a/b')], folders: ['a'] })).toEqual([
    'cannot place "a": "a" has the same name; rename one',
  ]);
  expect(fat({ files: [file('Readme'), file('README')] })).toEqual([
    'cannot place "Readme": "README" has the same name in FAT; rename one',
  ]);
  expect(iso({ files: [file('Readme'), file('README')] })).toEqual([]);
});

test('paths that are none', () => {
  expect(iso({ files: [file('/a'), file('a/../b'), file(''), file('a\0b'), file('\ud800')] })).toEqual([
    'cannot use path "/a": a part of it is empty; write it without "/" at its ends and without "//"',
    'cannot use path "a/../b": "." and ".." are no names; write it from the root',
    'cannot use path "": it is empty',
    'cannot use path "a\0b": it contains a NUL character',
    'cannot use path "\ud800": it contains half of a surrogate pair',
  ]);
});

test('a tree of more than eight levels', () => {
  expect(iso({ files: [file('1/2/3/4/5/6/7/file')] })).toEqual([]);
  expect(iso({ files: [file('1/2/3/4/5/6/7/8/file')] })).toEqual([
    'cannot place "1/2/3/4/5/6/7/8": it is on level 9, ISO 9660 has 8 with the root; move it up',
    'cannot place "1/2/3/4/5/6/7/8/file": it is on level 9, ISO 9660 has 8 with the root; move it up',
  ]);
});

test('files and volumes that are too large', () => {
  expect(fat({ files: [huge('movie', 2 ** 32)] })).toEqual([
    'cannot place "movie": it has 4294967296 bytes, 4294967295 are the most',
  ]);
  expect(fat({ files: [file('big', 200_000)], sizeBytes: 163_840 })).toEqual([
    'cannot fill an image of 163840 bytes: its files and folders need one of 229376; make it larger or leave the size out',
  ]);
  expect(fat({ sizeBytes: 1000 })).toEqual([
    'cannot make an image of 1000 bytes: wanted is a multiple of 512',
  ]);
  expect(fat({ sizeBytes: 1_474_560, type: 32 })).toEqual([
    'cannot make an image of 1474560 bytes: no FAT32 volume can have this size',
  ]);
});

test('times and numbers out of range', () => {
  expect(fat({ epochSeconds: 0, volumeId: -1 })).toEqual([
    'cannot use time 0 for FAT: wanted are whole seconds since 1970 from 1980 to 2107',
    'cannot use -1 as the volume id: wanted is a whole number from 0 to 4294967295',
  ]);
  expect(iso({ epochSeconds: 1.5 })).toEqual([
    'cannot use time 1.5 for ISO 9660: wanted are whole seconds since 1970 from 1900 to 2155',
  ]);
});

test('boot files and boot code that cannot boot', () => {
  const bios = { file: 'isolinux.bin' };
  expect(iso({ bios })).toEqual(['cannot boot from "isolinux.bin": no such file is in the tree']);
  expect(iso({ bios, files: [file('isolinux.bin', 20)] })).toEqual([
    'cannot boot from "isolinux.bin": it has 20 bytes, a boot loader has between 68 and 1048576',
  ]);
  expect(iso({ bios, files: [{ path: 'isolinux.bin', content: slot('s', 4096) }] })).toEqual([
    'cannot boot from "isolinux.bin": it holds a slot, so that its bytes may change after they were summed up',
  ]);
  expect(iso({ bios, usb: { diskGuid, bootCode: empty }, files: [file('isolinux.bin', 4096)] })).toEqual([
    'cannot boot from "isolinux.bin": it is no ISOLINUX 3.72 or later, which alone the boot code for USB can start',
  ]);
  expect(iso({ usb: { diskGuid: 'none', bootCode: empty } })).toEqual([
    'cannot use "none" as the disk GUID: wanted is a GUID like 0f8e6d2a-1111-4222-8333-444455556666',
    'cannot use the boot code: it starts the boot file for BIOS, and none is named; give both or none',
  ]);
  const volume = { files: [], label: 'X', volumeId: 1, epochSeconds };
  expect(complaints(planUsb({ scheme: 'mbr', diskGuid, volume, bootCode: new Uint8Array(441) }))).toEqual([
    'cannot use the boot code: it has 441 bytes, 440 are the most',
  ]);
});

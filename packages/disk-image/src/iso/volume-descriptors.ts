import { uint16both, uint32be, uint32both, uint32le, uint8 } from '../fields/integers.ts';
import { packFields, type Field } from '../fields/pack-fields.ts';
import { ascii, paddedAscii, utf16be } from '../fields/text.ts';
import { blockBytes } from './iso-block.ts';
import { descriptorTime, unspecifiedTime } from './iso-time.ts';

/** What a volume descriptor says about the image and about one tree in it. */
export type Volume = {
  readonly volumeId: string;
  readonly blocks: number;
  readonly pathTableBytes: number;
  readonly littleEndianTableBlock: number;
  readonly bigEndianTableBlock: number;
  /** The record of the root folder, 34 bytes. */
  readonly rootRecord: Uint8Array;
  readonly epochSeconds: number;
};

/** Text of a fixed width in the character set of the descriptor. */
type Text = (text: string, sizeBytes: number) => Uint8Array;

type Variant = {
  readonly type: number;
  readonly flags: number;
  readonly escapes: Uint8Array;
  readonly text: Text;
};

const descriptorTypes = { boot: 0, primary: 1, supplementary: 2, terminator: 255 } as const;

/** ECMA-119 8.4 */
export function primaryDescriptor(volume: Volume): Uint8Array {
  const { primary } = descriptorTypes;
  return volumeDescriptor(volume, {
    type: primary,
    flags: 0,
    escapes: new Uint8Array(32),
    text: paddedAscii,
  });
}

/** ECMA-119 8.5, with the escape sequence of UCS-2 level 3 (Joliet, "SVD Escape Sequences Field") */
export function jolietDescriptor(volume: Volume): Uint8Array {
  const escapes = new Uint8Array(32);
  escapes.set(ascii('%/E'));
  return volumeDescriptor(volume, {
    type: descriptorTypes.supplementary,
    flags: 0,
    escapes,
    text: paddedUtf16,
  });
}

/** El Torito 2.0: it has to stand in block 17. */
export function bootDescriptor(catalogBlock: number): Uint8Array {
  const identifier = new Uint8Array(32);
  identifier.set(ascii('EL TORITO SPECIFICATION'));
  return packFields(blockBytes, [
    ...descriptorHead(descriptorTypes.boot),
    ['boot system identifier', identifier],
    ['unused', new Uint8Array(32)],
    ['first block of the boot catalogue', uint32le(catalogBlock)],
    ['unused', new Uint8Array(1973)],
  ]);
}

/** ECMA-119 8.3 */
export function terminator(): Uint8Array {
  return packFields(blockBytes, [
    ...descriptorHead(descriptorTypes.terminator),
    ['reserved, 8.3.4', new Uint8Array(2041)],
  ]);
}

/** The numbers of paragraphs are those of the primary descriptor; 8.5 repeats them one by one. */
function volumeDescriptor(volume: Volume, { type, flags, escapes, text }: Variant): Uint8Array {
  const time = descriptorTime(volume.epochSeconds);
  return packFields(blockBytes, [
    ...descriptorHead(type),
    ['volume flags, 8.5.3', uint8(flags)],
    ['system identifier, 8.4.5', text('', 32)],
    ['volume identifier, 8.4.6', text(volume.volumeId, 32)],
    ['unused, 8.4.7', new Uint8Array(8)],
    ['volume space size, 8.4.8', uint32both(volume.blocks)],
    ['escape sequences, 8.5.6', escapes],
    ['volume set size, 8.4.10', uint16both(1)],
    ['volume sequence number, 8.4.11', uint16both(1)],
    ['logical block size, 8.4.12', uint16both(blockBytes)],
    ['path table size, 8.4.13', uint32both(volume.pathTableBytes)],
    ['location of the little-endian path table, 8.4.14', uint32le(volume.littleEndianTableBlock)],
    ['location of the optional little-endian path table, 8.4.15', uint32le(0)],
    ['location of the big-endian path table, 8.4.16', uint32be(volume.bigEndianTableBlock)],
    ['location of the optional big-endian path table, 8.4.17', uint32be(0)],
    ['folder record of the root, 8.4.18', volume.rootRecord],
    ['volume set identifier, 8.4.19', text('', 128)],
    ['publisher identifier, 8.4.20', text('', 128)],
    ['data preparer identifier, 8.4.21', text('', 128)],
    ['application identifier, 8.4.22', text('', 128)],
    ['copyright file identifier, 8.4.23', text('', 37)],
    ['abstract file identifier, 8.4.24', text('', 37)],
    ['bibliographic file identifier, 8.4.25', text('', 37)],
    ['creation, 8.4.26', time],
    ['modification, 8.4.27', time],
    ['expiration, 8.4.28', unspecifiedTime],
    ['effective from, 8.4.29', time],
    ['file structure version, 8.4.31', uint8(1)],
    ['reserved, 8.4.32', new Uint8Array(1)],
    ['application use, 8.4.33', new Uint8Array(512)],
    ['reserved, 8.4.34', new Uint8Array(653)],
  ]);
}

function descriptorHead(type: number): readonly Field[] {
  return [
    ['volume descriptor type, 8.1.1', uint8(type)],
    ['standard identifier, 8.1.2', ascii('CD001')],
    ['volume descriptor version, 8.1.3', uint8(1)],
  ];
}

/** The odd byte of fields like the 37 of 8.4.23 stays zero. */
function paddedUtf16(text: string, sizeBytes: number): Uint8Array {
  const padded = new Uint8Array(sizeBytes);
  padded.set(utf16be(text.padEnd(Math.floor(sizeBytes / 2))));
  return padded;
}

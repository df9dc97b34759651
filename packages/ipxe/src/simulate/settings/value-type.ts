import { errors } from '../errors.ts';
import { utf8Bytes, utf8Text } from '../utf8.ts';
import { ipv6Text, parseIpv4, parseIpv6 } from './address-text.ts';
import { base64Text, parseBase64 } from './base64-text.ts';
import { parseNumber } from './number-text.ts';
import { decimalText, numberBytes, numberOf, type LongBytes } from './stored-number.ts';
import type { SettingType } from '../../setting-type.ts';

/** Bytes, or the error number that iPXE gives instead. */
export type Parsed = Uint8Array | number;

/** How a setting of one type is read from text, shown as text, and counted with (src/core/settings.c). */
export type ValueType = {
  readonly name: SettingType;
  readonly parse: (text: string) => Parsed;
  /** Null where the value has no text in this type. */
  readonly format: (bytes: Uint8Array) => string | null;
  /** How it is counted with; null for types that are no numbers. */
  readonly number: {
    readonly sizeBytes: number;
    /** Null where the value does not fit. */
    readonly read: (bytes: Uint8Array) => bigint | null;
  } | null;
};

const refuse = (): number => errors.settingNotSupported;
const orError = (bytes: Uint8Array | null, error: number): Parsed => bytes ?? error;

function type(name: SettingType, parse: ValueType['parse'], format: ValueType['format']): ValueType {
  return { name, parse, format, number: null };
}

function numberType(
  name: SettingType,
  sizeBytes: number,
  isSigned: boolean,
  longBytes: LongBytes,
): ValueType {
  const read = (bytes: Uint8Array): bigint | null => numberOf(bytes, isSigned, longBytes);
  return {
    name,
    number: { sizeBytes, read },
    parse: (text) => {
      const value = parseNumber(text);
      return value === null ? errors.badNumber : numberBytes(BigInt(value), sizeBytes);
    },
    format: (bytes) => {
      const value = read(bytes);
      if (value === null) return null;
      return isSigned ? decimalText(value, longBytes) : `0x${value.toString(16)}`;
    },
  };
}

function hexType(name: SettingType, separator: string): ValueType {
  const format = (bytes: Uint8Array): string => hexText(bytes, separator);
  return type(name, (text) => orError(parseHex(text, separator), errors.badHex), format);
}

function uuidType(name: SettingType, order: readonly number[]): ValueType {
  const parse = (text: string): Parsed => {
    const bytes = /^\w{8}-\w{4}-\w{4}-\w{4}-\w{12}$/.test(text)
      ? parseHex(text.replaceAll('-', ''), '')
      : null;
    return orError(bytes && reordered(bytes, order), errors.badHex);
  };
  return type(name, parse, (bytes) => {
    if (bytes.length !== 16) return null;
    const text = hexText(reordered(bytes, order), '');
    return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  });
}

function reordered(bytes: Uint8Array, order: readonly number[]): Uint8Array {
  return Uint8Array.from(order.map((from) => bytes[from] ?? 0));
}

/** Bytes of `de:ad:be:ef`; null when a pair is not two digits or the separator is another one. */
function parseHex(text: string, separator: string): Uint8Array | null {
  const pairs = separator === '' ? (text.match(/.{1,2}/gsu) ?? []) : text === '' ? [] : text.split(separator);
  const isHex = pairs.every((pair) => /^[0-9a-f]{2}$/i.test(pair));
  return isHex ? Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)) : null;
}

export function hexText(bytes: Uint8Array, separator: string): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(separator);
}

function stringText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return utf8Text(end === -1 ? bytes : bytes.subarray(0, end));
}

/**
 * What would part a URL (`# % & / : = ? @`), blanks and controls as `%XX` (src/core/uri.c). Bytes above 0x7f come out
 * as `%FFFFFFC3`: seen on bookworm, trixie and sid.
 */
function uriText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    const isPlain = byte > 0x20 && byte < 0x7f && !'#%&/:=?@'.includes(String.fromCharCode(byte));
    if (isPlain) return String.fromCharCode(byte);
    const digits = byte.toString(16).toUpperCase();
    return `%${byte < 0x80 ? digits.padStart(2, '0') : `FFFFFF${digits}`}`;
  }).join('');
}

function uriBytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const part of text.split(/(%[0-9A-Fa-f]{2})/)) {
    if (/^%[0-9A-Fa-f]{2}$/.test(part)) bytes.push(Number.parseInt(part.slice(1), 16));
    else bytes.push(...utf8Bytes(part));
  }
  return Uint8Array.from(bytes);
}

function busText(bytes: Uint8Array, longBytes: LongBytes): string | null {
  const read = numberOf(bytes, false, longBytes);
  if (read === null) return null;
  const number = Number(BigInt.asUintN(32, read));
  const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0');
  return `${hex(number >>> 16, 4)}:${hex((number >> 8) & 0xff, 2)}:${hex((number >> 3) & 0x1f, 2)}.${number & 7}`;
}

const straight = Array.from({ length: 16 }, (_, index) => index);
const mixed = [3, 2, 1, 0, 5, 4, 7, 6, ...straight.slice(8)];

export const stringType: ValueType = type('string', utf8Bytes, stringText);

const wordTypes: readonly ValueType[] = [
  stringType,
  type('uristring', uriBytes, uriText),
  type(
    'ipv4',
    (text) => orError(parseIpv4(text), errors.badIpv4),
    (bytes) => (bytes.length < 4 ? null : bytes.subarray(0, 4).join('.')),
  ),
  type(
    'ipv6',
    (text) => orError(parseIpv6(text), errors.badIpv6),
    (bytes) => (bytes.length === 16 ? ipv6Text(bytes) : null),
  ),
  hexType('hex', ':'),
  hexType('hexhyp', '-'),
  hexType('hexraw', ''),
  type('base64', (text) => orError(parseBase64(text), errors.badBase64), base64Text),
  uuidType('uuid', straight),
  uuidType('guid', mixed),
  type('dnssl', refuse, stringText),
];

function numberTypes(longBytes: LongBytes): readonly ValueType[] {
  return [
    numberType('int8', 1, true, longBytes),
    numberType('int16', 2, true, longBytes),
    numberType('int32', 4, true, longBytes),
    numberType('uint8', 1, false, longBytes),
    numberType('uint16', 2, false, longBytes),
    numberType('uint32', 4, false, longBytes),
    type('busdevfn', refuse, (bytes) => busText(bytes, longBytes)),
  ];
}

function typesByName(longBytes: LongBytes): ReadonlyMap<string, ValueType> {
  return new Map([...wordTypes, ...numberTypes(longBytes)].map((each) => [each.name, each]));
}

const types: Readonly<Record<LongBytes, ReadonlyMap<string, ValueType>>> = {
  4: typesByName(4),
  8: typesByName(8),
};

/** What the types depend on: the version of iPXE, and what it was compiled for. */
export type TypeDialect = { readonly isOld: boolean; readonly longBytes: LongBytes };

/** A type by its name, or null. iPXE of 2019 cannot read UUIDs. */
export function valueType(name: string, { isOld, longBytes }: TypeDialect): ValueType | null {
  const found = types[longBytes].get(name) ?? null;
  return isOld && (name === 'uuid' || name === 'guid') && found ? { ...found, parse: refuse } : found;
}

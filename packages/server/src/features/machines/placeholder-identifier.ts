import type { IdentifierKind } from './machine-identity.ts';

/**
 * What board makers leave in SMBIOS when nobody fills it in. Seen in the field on thousands of boards, so it
 * identifies nobody.
 */
const serials = new Set([
  'TO BE FILLED BY O.E.M.',
  'TO BE FILLED BY O.E.M',
  'NOT SPECIFIED',
  'NOT APPLICABLE',
  'NOT AVAILABLE',
  'NONE',
  'N/A',
  'NULL',
  'UNKNOWN',
  'DEFAULT STRING',
  'DEFAULT',
  'OEM',
  'O.E.M.',
  'SYSTEM SERIAL NUMBER',
  'SERIAL NUMBER',
  'CHASSIS SERIAL NUMBER',
  'EMPTY',
  'INVALID',
  'XXXXXXXX',
  '0123456789',
  '123456789',
  '1234567890',
  'INVALID-SERIAL',
]);

/** AMI's and Supermicro's sample UUIDs, shipped unchanged. */
const uuids = new Set(['03000200-0400-0500-0006-000700080009', '00020003-0004-0005-0006-000700080009']);

export function isPlaceholderSerial(serial: string): boolean {
  return serials.has(serial) || /^[0.\-_ ]*$/.test(serial) || /^F+$/.test(serial) || /^X+$/.test(serial);
}

export function isPlaceholderUuid(uuid: string): boolean {
  return uuids.has(uuid) || /^[0-]+$/.test(uuid) || /^[f-]+$/.test(uuid);
}

/** All zeros, all F, and every group address: no network card has those burnt in. */
export function isPlaceholderMac(mac: string): boolean {
  return mac === '00:00:00:00:00:00' || (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
}

export function isPlaceholder(kind: IdentifierKind, value: string): boolean {
  const isNobody = { mac: isPlaceholderMac, serial: isPlaceholderSerial, uuid: isPlaceholderUuid };
  return isNobody[kind](value);
}

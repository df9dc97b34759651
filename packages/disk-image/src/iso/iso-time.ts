import { uint8 } from '../fields/integers.ts';
import { packFields } from '../fields/pack-fields.ts';
import { ascii } from '../fields/text.ts';
import { calendarTime } from '../fields/calendar-time.ts';

const utc = 0;

/** Seven numbers, in folder records and Rock Ridge (ECMA-119 9.1.5). */
export function recordTime(epochSeconds: number): Uint8Array {
  const { year, month, day, hour, minute, second } = calendarTime(epochSeconds);
  return packFields(7, [
    ['years since 1900', uint8(year - 1900)],
    ['month', uint8(month)],
    ['day', uint8(day)],
    ['hour', uint8(hour)],
    ['minute', uint8(minute)],
    ['second', uint8(second)],
    ['offset from GMT in quarters of an hour', uint8(utc)],
  ]);
}

/** Sixteen digits and the offset, in volume descriptors (ECMA-119 8.4.26.1). */
export function descriptorTime(epochSeconds: number): Uint8Array {
  const { year, month, day, hour, minute, second } = calendarTime(epochSeconds);
  const digits = [month, day, hour, minute, second].map((part) => String(part).padStart(2, '0')).join('');
  return packFields(17, [
    ['date and time', ascii(`${String(year).padStart(4, '0')}${digits}`)],
    ['hundredths of a second', ascii('00')],
    ['offset from GMT in quarters of an hour', uint8(utc)],
  ]);
}

/** "Not specified" (ECMA-119 8.4.26.1). */
export const unspecifiedTime = packFields(17, [
  ['digits', ascii('0'.repeat(16))],
  ['offset', uint8(0)],
]);

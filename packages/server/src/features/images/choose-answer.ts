import type { IncomingHttpHeaders } from 'node:http';
import { parseRange, type ByteRange } from './parse-range.ts';

export type FileAnswer =
  | { readonly status: 200 | 206; readonly range: ByteRange }
  | { readonly status: 304 | 412 | 416 };

export type Validators = {
  readonly entityTag: string;
  readonly lastModifiedMs: number;
};

/** Preconditions and Range in the order of RFC 9110 §13.2.2. */
export function chooseAnswer(
  method: 'GET' | 'HEAD',
  headers: IncomingHttpHeaders,
  validators: Validators,
  sizeBytes: number,
  nowMs: number,
): FileAnswer {
  if (hasChangedSince(headers, validators)) return { status: 412 };
  if (isAlreadyThere(headers, validators)) return { status: 304 };
  const whole: FileAnswer = { status: 200, range: { from: 0, to: sizeBytes } };
  // §14.2: Range is defined for GET only.
  if (method === 'HEAD' || !isRangeWanted(headers['if-range'], validators, nowMs)) return whole;
  const requested = parseRange(headers.range, sizeBytes);
  switch (requested.kind) {
    case 'whole':
      return whole;
    case 'part':
      return { status: 206, range: requested.range };
    case 'unsatisfiable':
      return { status: 416 };
  }
}

function hasChangedSince(headers: IncomingHttpHeaders, { entityTag, lastModifiedMs }: Validators): boolean {
  const wanted = headers['if-match'];
  if (wanted !== undefined) return !isListed(wanted, entityTag, 'strong');
  return lastModifiedMs > (parseHttpDate(headers['if-unmodified-since']) ?? Infinity);
}

function isAlreadyThere(headers: IncomingHttpHeaders, { entityTag, lastModifiedMs }: Validators): boolean {
  const known = headers['if-none-match'];
  if (known !== undefined) return isListed(known, entityTag, 'weak');
  return lastModifiedMs <= (parseHttpDate(headers['if-modified-since']) ?? -Infinity);
}

/** §13.1.5; by §8.8.2.2 a date proves nothing about a file written less than a second ago. */
function isRangeWanted(
  ifRange: string | string[] | undefined,
  validators: Validators,
  nowMs: number,
): boolean {
  if (ifRange === undefined) return true;
  if (typeof ifRange !== 'string') return false;
  if (ifRange.trim() === validators.entityTag) return true;
  const { lastModifiedMs } = validators;
  return parseHttpDate(ifRange) === lastModifiedMs && nowMs - lastModifiedMs >= 1000;
}

function isListed(header: string, entityTag: string, comparison: 'strong' | 'weak'): boolean {
  if (header.trim() === '*') return true;
  const listed = header.match(/(?:W\/)?"[^"]*"/gu) ?? [];
  return listed.some((tag) => tag === entityTag || (comparison === 'weak' && tag === `W/${entityTag}`));
}

/** Only the form that §5.6.7 lets anyone send; `Date.parse` alone would take an entity tag such as `"1"` for a year. */
function parseHttpDate(text: string | undefined): number | undefined {
  if (text === undefined || !/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/u.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

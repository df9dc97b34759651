import type { Entry } from 'ldapts';
import { firstOf } from './directory-entry.ts';

const accountDisabled = 0x2;
const lockedOut = 0x10;
/** FILETIME: 100 ns since 1601. */
const filetimeEpochMs = 11_644_473_600_000;
/** `accountExpires` of an account that never does: 0, or the largest there is. */
const never = new Set(['0', '9223372036854775807']);

/** [MS-ADTS] 2.2.16 userAccountControl, 3.1.1.4.5.17 its computed part, and accountExpires. */
export function activeDirectoryProblem(entry: Entry, nowMs: number): string | undefined {
  if ((numberOf(entry, 'userAccountControl') & accountDisabled) !== 0) return 'it is disabled';
  const expires = firstOf(entry, 'accountExpires') ?? '0';
  if (!never.has(expires) && Number(expires) / 10_000 - filetimeEpochMs <= nowMs) return 'it has expired';
  if ((numberOf(entry, 'msDS-User-Account-Control-Computed') & lockedOut) !== 0) return 'it is locked';
  return undefined;
}

/** pwdAccountLockedTime is of the password policy overlay; shadowExpire counts days since 1970. */
export function openldapProblem(entry: Entry, nowMs: number): string | undefined {
  if (firstOf(entry, 'pwdAccountLockedTime') !== undefined) return 'it is locked';
  const days = firstOf(entry, 'shadowExpire');
  if (days !== undefined && Number(days) >= 0 && Number(days) * 86_400_000 <= nowMs) return 'it has expired';
  return undefined;
}

/** What Active Directory says of a bind that it refused (`data 533`), in words; undefined: the password was wrong. */
export function bindProblem(message: string): string | undefined {
  const code = /\bdata ([0-9a-f]{3,4})\b/i.exec(message)?.[1]?.toLowerCase();
  switch (code) {
    case '533':
      return 'it is disabled';
    case '701':
      return 'it has expired';
    case '775':
      return 'it is locked';
    case '532':
      return 'its password has expired';
    case '773':
      return 'its password must be changed first';
    case '530':
      return 'it may not sign in at this time';
    case '531':
      return 'it may not sign in from this computer';
    default:
      return undefined;
  }
}

function numberOf(entry: Entry, attribute: string): number {
  return Number(firstOf(entry, attribute) ?? '0');
}

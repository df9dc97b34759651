import { Refused } from './refused.ts';

/** Somebody else has changed it since it was shown. */
export function isConflict(error: unknown): boolean {
  return error instanceof Refused && error.status === 412;
}

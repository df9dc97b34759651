import { CommandRefused } from '../../platform/command-refused.ts';

/** Nothing was fetched or removed. @param hint the way out, a sentence */
export function mirrorRefused(why: string, hint: string): CommandRefused {
  return new CommandRefused('mirrorRefused', { why, hint });
}

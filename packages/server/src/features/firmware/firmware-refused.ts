import { CommandRefused } from '../../platform/command-refused.ts';

/** Nothing was installed. @param hint the way out, a sentence */
export function firmwareRefused(why: string, hint: string, cause?: unknown): CommandRefused {
  const refused = new CommandRefused('firmwareRefused', { why, hint });
  refused.cause = cause;
  return refused;
}

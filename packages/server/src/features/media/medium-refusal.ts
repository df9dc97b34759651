import { CommandRefused } from '../../platform/command-refused.ts';
import type { MediumProblem } from './medium-maker.ts';

/** A medium cannot be made as it was asked for; each problem names its field. */
export function mediumRefusal(problems: readonly MediumProblem[]): CommandRefused {
  return new CommandRefused('badInput', {}, problems);
}

/** A medium must say where the server is. */
export const missingBootUrl: MediumProblem = {
  field: 'bootUrl',
  message: 'is missing: the URL at which machines reach the server; the setting bootUrl is not set',
};

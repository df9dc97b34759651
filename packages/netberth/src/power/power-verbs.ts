import { localCommand, type LocalCommand } from '../local-command.ts';
import { powerSetText } from '../output/power-text.ts';
import { powerSet } from './power-definitions.ts';

export const powerVerbs: readonly LocalCommand[] = [
  localCommand(
    powerSet,
    async (input, surroundings) => (await import('./set-power.ts')).setPower(input, surroundings),
    powerSetText,
  ),
];

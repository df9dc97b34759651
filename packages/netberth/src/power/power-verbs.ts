import { localVerb, type LocalVerb } from '../local-verb.ts';
import { powerSetText } from '../output/power-text.ts';
import { powerSet } from './power-definitions.ts';

export const powerVerbs: readonly LocalVerb[] = [
  localVerb(
    powerSet,
    async (input, surroundings) => (await import('./set-power.ts')).setPower(input, surroundings),
    powerSetText,
  ),
];

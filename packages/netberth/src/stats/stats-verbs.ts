import { localVerb, type LocalVerb } from '../local-verb.ts';
import { statsImport } from './stats-definitions.ts';
import { statsImportText } from './stats-texts.ts';

export const statsVerbs: readonly LocalVerb[] = [
  localVerb(
    statsImport,
    async (input, surroundings) => (await import('./import-logs.ts')).importLogs(input, surroundings),
    statsImportText,
  ),
];

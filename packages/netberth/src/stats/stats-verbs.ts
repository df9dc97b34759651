import { localCommand, type LocalCommand } from '../local-command.ts';
import { statsImport } from './stats-definitions.ts';
import { statsImportText } from './stats-texts.ts';

export const statsVerbs: readonly LocalCommand[] = [
  localCommand(
    statsImport,
    async (input, surroundings) => (await import('./import-logs.ts')).importLogs(input, surroundings),
    statsImportText,
  ),
];

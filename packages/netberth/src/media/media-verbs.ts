import { localCommand, type LocalCommand } from '../local-command.ts';
import { mediaCreate } from './media-definitions.ts';
import { mediaCreateText } from './media-texts.ts';

export const mediaVerbs: readonly LocalCommand[] = [
  localCommand(
    mediaCreate,
    async (input, { data }) => (await import('./create-medium.ts')).createMedium(input, data),
    mediaCreateText,
  ),
];

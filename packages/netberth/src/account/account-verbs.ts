import { localCommand, type LocalCommand } from '../local-command.ts';
import { tokenCreatedText } from '../output/token-text.ts';
import { tokenOwn } from './account-definitions.ts';

export const accountVerbs: readonly LocalCommand[] = [
  localCommand(
    tokenOwn,
    async (input, surroundings) => (await import('./make-own-token.ts')).makeOwnToken(input, surroundings),
    tokenCreatedText,
  ),
];

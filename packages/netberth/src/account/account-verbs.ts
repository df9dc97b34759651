import { localCommand, type LocalCommand } from '../local-command.ts';
import { ownTokenListText, tokenCreatedText, tokenRevokedText } from '../output/token-text.ts';
import { tokenOwn, tokenOwnList, tokenOwnRevoke } from './account-definitions.ts';

export const accountVerbs: readonly LocalCommand[] = [
  localCommand(
    tokenOwn,
    async (input, surroundings) => (await import('./own-tokens.ts')).makeOwnToken(input, surroundings),
    tokenCreatedText,
  ),
  localCommand(
    tokenOwnList,
    async (input, surroundings) => (await import('./own-tokens.ts')).listOwnTokens(input, surroundings),
    ownTokenListText,
  ),
  localCommand(
    tokenOwnRevoke,
    async (input, surroundings) => (await import('./own-tokens.ts')).revokeOwnToken(input, surroundings),
    tokenRevokedText,
  ),
];
